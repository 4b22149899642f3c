import { createHash } from 'node:crypto';
import type {
  ColourPolicy,
  Definitions,
  LifecycleTemplate,
  WorkingCalendar,
} from '../domain/definitions.ts';
import type { Registration } from '../domain/fact.ts';
import { canonicalJson } from './canonical-json.ts';
import { PolicyShape, policyFaults } from './colour-policy.ts';
import {
  inFile,
  readDefinitionFiles,
  type DefinitionFault,
  type DefinitionFile,
  type DefinitionFiles,
} from './definition-files.ts';
import type { Fault } from './fault.ts';
import { lifecycleFaults } from './lifecycle-faults.ts';
import { LifecycleShape } from './lifecycle-template.ts';
import { CalendarShape, calendarFaults } from './working-calendar.ts';

/** All definitions of a deployment, by id. */
export interface Catalogue {
  lifecycles: ReadonlyMap<string, LifecycleTemplate>;
  policies: ReadonlyMap<string, ColourPolicy>;
  calendar: WorkingCalendar;
  /** Id of the policy of a registration that names none. */
  defaultPolicy: string;
}

/** Names every fault of every file, so that one start is enough to see them all. */
export class DefinitionsError extends Error {
  override readonly name = 'DefinitionsError';
  readonly faults: readonly DefinitionFault[];

  constructor(faults: readonly DefinitionFault[]) {
    const lines = faults.map(({ file, path, message }) =>
      [file, path, message].filter(Boolean).join(': '),
    );
    super(`Definitions can't be used:\n  ${lines.join('\n  ')}`);
    this.faults = faults;
  }
}

/** A registration names a lifecycle or policy that the catalogue lacks. */
export class UnknownDefinitionError extends Error {
  override readonly name = 'UnknownDefinitionError';
  readonly code: 'UNKNOWN_TEMPLATE' | 'UNKNOWN_POLICY';

  constructor(code: UnknownDefinitionError['code'], id: string, known: Iterable<string>) {
    const kind = code === 'UNKNOWN_TEMPLATE' ? 'lifecycle template' : 'colour policy';
    super(`No ${kind} "${id}"; expected one of ${[...known].join(', ')}`);
    this.code = code;
  }
}

const DEFAULT_DIRECTORY = new URL('../definitions/', import.meta.url);
/** The policy of a registration that names none. */
export const DEFAULT_POLICY = 'default';

/** Reads and validates all definitions below a directory URL; throws DefinitionsError with every fault. */
export function loadDefinitions(directory: URL = DEFAULT_DIRECTORY): Catalogue {
  const lifecycles = readDefinitionFiles(directory, 'lifecycles', LifecycleShape);
  const policies = readDefinitionFiles(directory, 'policies', PolicyShape);
  const calendars = readDefinitionFiles(directory, 'calendars', CalendarShape);
  const templates = new Set(lifecycles.files.map(({ content }) => content.id));
  const faults = [
    ...faultsIn(lifecycles, lifecycleFaults),
    ...faultsIn(policies, (policy) => policyFaults(policy, templates)),
    ...faultsIn(calendars, calendarFaults),
    ...withoutDefault(policies),
    ...notOne(calendars),
  ];
  const [calendar] = calendars.files;
  if (faults.length > 0 || !calendar) throw new DefinitionsError(faults);
  return {
    lifecycles: byId(lifecycles.files),
    policies: byId(policies.files),
    calendar: hashed(calendar.content),
    defaultPolicy: DEFAULT_POLICY,
  };
}

/** What the core needs to assess one project; throws UnknownDefinitionError for an unknown template or policy. */
export function definitionsFor(
  catalogue: Catalogue,
  registration: Pick<Registration, 'template' | 'policy'>,
): Definitions {
  const { lifecycles, policies, calendar, defaultPolicy } = catalogue;
  const policyId = registration.policy ?? defaultPolicy;
  const template = lifecycles.get(registration.template);
  const policy = policies.get(policyId);
  if (!template) {
    throw new UnknownDefinitionError('UNKNOWN_TEMPLATE', registration.template, lifecycles.keys());
  }
  if (!policy) throw new UnknownDefinitionError('UNKNOWN_POLICY', policyId, policies.keys());
  return { template, policy, calendar };
}

interface Identified {
  id: string;
}

/** Faults of the files and of their contents, and ids that two of them share. */
function faultsIn<T extends Identified>(
  { files, faults }: DefinitionFiles<T>,
  check: (content: T) => Fault[],
): DefinitionFault[] {
  const repeated = files.flatMap(({ file, content: { id } }, at) => {
    const first = files.findIndex((other) => other.content.id === id);
    const message = `expected another id than in ${files[first]?.file ?? ''}`;
    return first < at ? inFile(file, [{ path: 'id', message }]) : [];
  });
  return [
    ...faults,
    ...files.flatMap(({ file, content }) => inFile(file, check(content))),
    ...repeated,
  ];
}

// A room with a malformed file may hold what seems to be missing: that file's fault is enough.
function withoutDefault({ files, faults }: DefinitionFiles<Identified>): DefinitionFault[] {
  if (faults.length > 0 || files.some(({ content }) => content.id === DEFAULT_POLICY)) return [];
  return inFile('policies/', [{ path: '', message: `expected a policy "${DEFAULT_POLICY}"` }]);
}

function notOne({ files, faults }: DefinitionFiles<Identified>): DefinitionFault[] {
  if (files.length + faults.length > 0 && files.length <= 1) return [];
  const message = `expected one calendar, not ${files.length}`;
  return inFile('calendars/', [{ path: '', message }]);
}

/** Adds the SHA-256 of the canonical JSON; equal content gives an equal hash, however it is laid out. */
function hashed<T extends Identified>(content: T): T & { hash: string } {
  const hash = createHash('sha256').update(canonicalJson(content)).digest('hex');
  return { ...content, hash };
}

const byId = <T extends Identified>(files: readonly DefinitionFile<T>[]) =>
  new Map(files.map(({ content }) => [content.id, hashed(content)]));
