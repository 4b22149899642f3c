import type { z } from 'zod';
import type { ApprovalTemplate } from '../domain/approval/template.ts';
import type { DefinitionRef, LifecycleTemplate } from '../domain/definitions.ts';
import { ApprovalShape } from './approval-template.ts';
import { PolicyShape } from './colour-policy.ts';
import { inFile, type DefinitionFault } from './definition-files.ts';
import { DEFAULT_POLICY, DefinitionsError, type Catalogue } from './definitions.ts';
import { faultsOf } from './fault.ts';
import { LifecycleShape } from './lifecycle-template.ts';
import { CalendarShape } from './working-calendar.ts';

export const DEFINITION_KINDS = ['lifecycle', 'policy', 'approval', 'calendar'] as const;
export type DefinitionKind = (typeof DEFINITION_KINDS)[number];

/** One version of a definition as the database keeps it. */
export interface DefinitionRow {
  kind: DefinitionKind;
  id: string;
  version: string;
  hash: string;
  /** The content without its hash. */
  body: unknown;
}

/** Everything that a catalogue holds, as rows. */
export function rowsOf({ lifecycles, policies, approvals, calendar }: Catalogue): DefinitionRow[] {
  return [
    ...[...lifecycles.values()].map((one) => rowOf('lifecycle', one)),
    ...[...policies.values()].map((one) => rowOf('policy', one)),
    ...[...approvals.values()].map((one) => rowOf('approval', one)),
    rowOf('calendar', calendar),
  ];
}

/**
 * The catalogue of these rows, one version of each id, and of the approval templates in whatever
 * version. Throws DefinitionsError when one can't be read here, as a newer program may have written
 * it, or when there is no calendar.
 */
export function catalogueOf(
  rows: readonly DefinitionRow[],
  approvalRows: readonly DefinitionRow[] = rows,
): Catalogue {
  const [calendar] = readAll(rows, 'calendar', CalendarShape);
  if (!calendar) {
    throw new DefinitionsError([
      { file: 'calendar', path: '', message: 'expected one in force; load the definitions first' },
    ]);
  }
  return {
    lifecycles: byId(templatesOf(rows)),
    policies: byId(readAll(rows, 'policy', PolicyShape)),
    approvals: byId(approvalsOf(rows)),
    approvalVersions: approvalsOf(approvalRows),
    calendar,
    defaultPolicy: DEFAULT_POLICY,
  };
}

/** The lifecycle templates among these rows, any number of versions of each. */
export const templatesOf = (rows: readonly DefinitionRow[]): LifecycleTemplate[] =>
  readAll(rows, 'lifecycle', LifecycleShape);

const approvalsOf = (rows: readonly DefinitionRow[]): ApprovalTemplate[] =>
  readAll(rows, 'approval', ApprovalShape);

function rowOf(kind: DefinitionKind, definition: DefinitionRef): DefinitionRow {
  const { hash, ...body } = definition;
  return { kind, id: body.id, version: body.version, hash, body };
}

function readAll<T>(
  rows: readonly DefinitionRow[],
  kind: DefinitionKind,
  shape: z.ZodType<T>,
): (T & { hash: string })[] {
  const faults: DefinitionFault[] = [];
  const read = rows
    .filter((row) => row.kind === kind)
    .flatMap(({ id, version, hash, body }) => {
      const { success, data, error } = shape.safeParse(body);
      if (success) return [{ ...data, hash }];
      faults.push(...inFile(`${kind} ${id} ${version}`, faultsOf(error)));
      return [];
    });
  if (faults.length > 0) throw new DefinitionsError(faults);
  return read;
}

const byId = <T extends { id: string }>(definitions: readonly T[]) =>
  new Map(definitions.map((one) => [one.id, one]));
