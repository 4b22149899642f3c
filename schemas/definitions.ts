import { createHash } from 'node:crypto';
import type { ApprovalDefinitions } from '../domain/approval/core.ts';
import type { ApprovalTemplate } from '../domain/approval/template.ts';
import type {
  ColourPolicy,
  Definitions,
  LifecycleTemplate,
  WorkingCalendar,
} from '../domain/definitions.ts';
import type { Registration } from '../domain/fact.ts';
import { approvalFaults } from './approval-faults.ts';
import { readApprovalFiles } from './approval-files.ts';
import { canonicalJson } from './canonical-json.ts';
import { policyFaults } from './colour-policy-faults.ts';
import { readPolicyFiles } from './policy-files.ts';
import {
  inFile,
  readDefinitionFiles,
  type DefinitionFault,
  type DefinitionFile,
  type DefinitionFiles,
} from './definition-files.ts';
import type { Fault } from './fault.ts';
import { lifecycleFaults } from './lifecycle-faults.ts';
import { LifecycleShape, type LifecycleContent } from './lifecycle-template.ts';
import { CalendarShape, calendarFaults } from './working-calendar.ts';

/** All definitions of a deployment, by id. */
export interface Catalogue {
  lifecycles: ReadonlyMap<string, LifecycleTemplate>;
  policies: ReadonlyMap<string, ColourPolicy>;
  /** Approval templates in force. */
  approvals: ReadonlyMap<string, ApprovalTemplate>;
  /** Every version of them that is known, as a running approval keeps its own. */
  approvalVersions: readonly ApprovalTemplate[];
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

const KIND_OF = {
  UNKNOWN_TEMPLATE: 'lifecycle template',
  UNKNOWN_POLICY: 'colour policy',
  UNKNOWN_APPROVAL: 'approval template',
} as const;

/** A registration names a lifecycle, policy or approval template that the catalogue lacks. */
export class UnknownDefinitionError extends Error {
  override readonly name = 'UnknownDefinitionError';
  readonly code: keyof typeof KIND_OF;

  constructor(code: UnknownDefinitionError['code'], id: string, known: Iterable<string>) {
    super(`No ${KIND_OF[code]} "${id}"; expected one of ${[...known].join(', ')}`);
    this.code = code;
  }
}

/** Where the shipped definitions lie. */
export const DEFAULT_DIRECTORY = new URL('../definitions/', import.meta.url);
/** The policy of a registration that names none. */
export const DEFAULT_POLICY = 'default';

/** Reads and validates all definitions below a directory URL; throws DefinitionsError with every fault. */
export function loadDefinitions(directory: URL = DEFAULT_DIRECTORY): Catalogue {
  const lifecycles = readDefinitionFiles(directory, 'lifecycles', LifecycleShape);
  const policies = readPolicyFiles(directory);
  const approvalFiles = readApprovalFiles(directory);
  const calendars = readDefinitionFiles(directory, 'calendars', CalendarShape);
  const wholes = lifecycles.files.map(({ content }) => content);
  const faults = [
    ...faultsIn(lifecycles, lifecycleFaults),
    ...faultsIn(policies, (policy) => policyFaults(policy, wholes)),
    ...faultsIn(approvalFiles, (approval) => approvalFaults(approval, wholes)),
    ...unknownApprovals(lifecycles, approvalFiles),
    ...faultsIn(calendars, calendarFaults),
    ...withoutDefault(policies),
    ...notOne(calendars),
  ];
  const [calendar] = calendars.files;
  if (faults.length > 0 || !calendar) throw new DefinitionsError(faults);
  const approvals = byId(approvalFiles.files);
  return {
    lifecycles: byId(lifecycles.files),
    policies: byId(policies.files),
    approvals,
    approvalVersions: [...approvals.values()],
    calendar: hashed(calendar.content),
    defaultPolicy: DEFAULT_POLICY,
  };
}

/** What the core needs to assess one project; throws UnknownDefinitionError for an unknown template, policy or approval. */
export function definitionsFor(
  catalogue: Catalogue,
  registration: Pick<Registration, 'template' | 'policy' | 'approval'>,
): Definitions {
  const { lifecycles, calendar } = catalogue;
  const template = lifecycles.get(registration.template);
  if (!template) {
    throw new UnknownDefinitionError('UNKNOWN_TEMPLATE', registration.template, lifecycles.keys());
  }
  const policy = policyOf(catalogue, registration.policy);
  const approval = approvalOf(catalogue, registration, template);
  if (registration.approval !== undefined && !approval) {
    throw new UnknownDefinitionError(
      'UNKNOWN_APPROVAL',
      registration.approval,
      catalogue.approvals.keys(),
    );
  }
  return { template, policy, calendar, ...(approval && { approval }) };
}

/** The approval template of a project's own choice or else of its lifecycle; none where it has no approvals. */
function approvalOf(
  { approvals }: Pick<Catalogue, 'approvals'>,
  registration: Pick<Registration, 'approval'>,
  lifecycle: Pick<LifecycleTemplate, 'approval'>,
): ApprovalTemplate | undefined {
  const id = registration.approval ?? lifecycle.approval;
  return id === undefined ? undefined : approvals.get(id);
}

/** The template in that version, or the one in force; none where it is not known. */
export function approvalTemplateFor(
  { approvals, approvalVersions }: Pick<Catalogue, 'approvals' | 'approvalVersions'>,
  id: string,
  version?: string,
): ApprovalTemplate | undefined {
  if (version === undefined) return approvals.get(id);
  return approvalVersions.find((one) => one.id === id && one.version === version);
}

/**
 * What the core needs to assess one approval: its template in the version that it follows (null: in
 * force), with its project's policy, else the park's. Throws UnknownDefinitionError for a template,
 * version or policy that is not known.
 */
export function approvalDefinitionsFor(
  catalogue: Catalogue,
  { id, version, policy }: { id: string; version: string | null; policy?: string | undefined },
): ApprovalDefinitions {
  const { approvalVersions, calendar } = catalogue;
  const template = approvalTemplateFor(catalogue, id, version ?? undefined);
  if (!template) {
    const known = approvalVersions.map((one) => `${one.id} ${one.version}`);
    throw new UnknownDefinitionError('UNKNOWN_APPROVAL', [id, version].join(' ').trim(), known);
  }
  return { template, policy: policyOf(catalogue, policy), calendar };
}

function policyOf({ policies, defaultPolicy }: Catalogue, id = defaultPolicy): ColourPolicy {
  const policy = policies.get(id);
  if (!policy) throw new UnknownDefinitionError('UNKNOWN_POLICY', id, policies.keys());
  return policy;
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

// As with the default policy: what seems to be missing may be in a malformed file.
function unknownApprovals(
  { files }: DefinitionFiles<LifecycleContent>,
  approvals: DefinitionFiles<Identified>,
): DefinitionFault[] {
  const known = approvals.files.map(({ content: { id } }) => id);
  return files.flatMap(({ file, content: { approval } }) => {
    if (approval === undefined || approvals.faults.length > 0 || known.includes(approval))
      return [];
    const message = `expected one of ${known.join(', ')}, not ${approval}`;
    return inFile(file, [{ path: 'approval', message }]);
  });
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
export function hashed<T extends Identified>(content: T): T & { hash: string } {
  const hash = createHash('sha256').update(canonicalJson(content)).digest('hex');
  return { ...content, hash };
}

const byId = <T extends Identified>(files: readonly DefinitionFile<T>[]) =>
  new Map(files.map(({ content }) => [content.id, hashed(content)]));
