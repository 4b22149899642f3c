import type { Application } from '../domain/approval/dossier.ts';
import { leavesOf } from '../domain/approval/requirements.ts';
import type { ApprovalTemplate, Requirement } from '../domain/approval/template.ts';
import { explainSignals } from '../domain/explain.ts';
import { withGrounds, type Grounded } from '../domain/grounded-signal.ts';
import type { Signal } from '../domain/assessment.ts';
import type { Language } from '../domain/texts.ts';
import { dayOf } from '../domain/time.ts';
import type { ApprovalAt } from '../settlement/approval-at.ts';
import type { ApprovalItemAnswer, ApprovalView, ItemStep } from './approval-responses.ts';
import { ApiError } from './errors.ts';
import type { ItemActions } from './item-actions.ts';

/** One item of an approval with its story and all that hangs on it; throws ITEM_NOT_FOUND. */
export async function approvalItem(
  { assessment, dossier, template, at }: ApprovalAt,
  id: string,
  lookUp: (signals: readonly Signal[]) => Promise<Record<string, Grounded>>,
): Promise<Omit<ApprovalItemAnswer, keyof ApprovalView | keyof ItemActions>> {
  const item = assessment.items.find((one) => one.id === id);
  const itemTemplate = template.items.find((one) => one.id === id);
  if (!item || !itemTemplate) throw notFound(id, template);
  const signals = assessment.signals.filter(({ object }) => object === id);
  const names = new Map(assessment.items.map((one) => [one.id, one.name]));
  const grounds = await lookUp(signals);
  const explained = (language: Language) =>
    explainSignals(signals, names, dayOf(at), language).map((one) => withGrounds(one, grounds));
  return {
    item,
    template: itemTemplate,
    opens: opensOf(template, id),
    steps: dossier.applications.filter((one) => one.item === id).flatMap(stepsOf),
    duties: assessment.duties.filter((duty) => duty.item === id),
    signals,
    explained: { zh: explained('zh'), en: explained('en') },
    notes: assessment.notes.filter((note) => note.item === id),
  };
}

const notFound = (id: string, { id: name, version, items }: ApprovalTemplate): ApiError =>
  new ApiError('ITEM_NOT_FOUND', `Template ${name} ${version} has no item ${id}`, {
    help: `It has ${items.map((item) => item.id).join(', ')}`,
  });

function opensOf({ items, gates }: ApprovalTemplate, id: string): string[] {
  const needs = (requirement: Requirement) =>
    leavesOf(requirement).some((leaf) => 'item' in leaf && leaf.item === id);
  return [
    ...items.filter(({ prereq }) => needs(prereq)).map((item) => item.id),
    ...gates
      .filter(({ hard, soft }) => [...hard, ...soft].some(needs))
      .map(({ milestone }) => `gate:${milestone}`),
  ];
}

// Named one by one: the place among all facts is nobody's concern.
const stepsOf = ({ no, steps }: Application): ItemStep[] =>
  steps.map(({ kind, at, recordedAt, knownSince, by, ref, backfill, says }) => ({
    kind,
    at,
    ...(recordedAt !== undefined && { recordedAt }),
    knownSince,
    by,
    ref,
    ...(backfill && { backfill }),
    says,
    applicationNo: no,
  }));
