import { assessApproval } from '../../domain/approval/assess.ts';
import type { ApprovalAssessment, ItemAssessment } from '../../domain/approval/assessment.ts';
import type { ApprovalDefinitions } from '../../domain/approval/core.ts';
import { foldApproval } from '../../domain/approval/fold.ts';
import type { Fact } from '../../domain/fact.ts';
import type { FoldOptions } from '../../domain/fold.ts';
import type { Signal } from '../../domain/assessment.ts';
import { endOf, isDay, type Moment } from '../../domain/time.ts';
import { approvalDefinitionsFor } from '../../schemas/definitions.ts';
import { catalogue } from './a-project.ts';

/** Shipped definitions of an approval; `change` edits a copy of them. */
export function approvalDefinitionsWith(
  id = 'G',
  change?: (copy: Mutable<ApprovalDefinitions>) => void,
): ApprovalDefinitions {
  const copy = structuredClone(approvalDefinitionsFor(catalogue, { id, version: null }));
  // `as`: a copy is its maker's to change.
  change?.(copy as Mutable<ApprovalDefinitions>);
  return copy;
}

/** The same without `readonly`, all the way down. */
export type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

/** What the core says of an approval with these facts at a moment; a day means its end. */
export function approvalAt(
  facts: readonly Fact[],
  at: Moment,
  {
    definitions = approvalDefinitionsWith(),
    closed = false,
    ...options
  }: FoldOptions & { definitions?: ApprovalDefinitions; closed?: boolean } = {},
): ApprovalAssessment {
  const now = isDay(at) ? endOf(at) : at;
  return assessApproval(foldApproval(facts, options), definitions, now, { closed });
}

export function item({ items }: ApprovalAssessment, id: string): ItemAssessment {
  const found = items.find((one) => one.id === id);
  if (!found) throw new Error(`No item ${id} in the approval`);
  return found;
}

export const signalOn = ({ signals }: ApprovalAssessment, id: string): Signal | undefined =>
  signals.find((one) => one.id === id);
