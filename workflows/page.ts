import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { Decision } from '../settlement/decision.ts';
import { SEARCH_ATTRIBUTES } from './messages.ts';

/** Keeps Temporal's own page of a subject in step with a revision that has been carried out. */
export function showDecision(decision: Decision): void {
  setCurrentDetails(detailsOf(decision));
  showAttributes([
    { key: SEARCH_ATTRIBUTES.stage, value: decision.stage },
    { key: SEARCH_ATTRIBUTES.colour, value: decision.colour },
    { key: SEARCH_ATTRIBUTES.manager, value: decision.manager },
    { key: SEARCH_ATTRIBUTES.kind, value: decision.kind },
    {
      key: SEARCH_ATTRIBUTES.nextChangeAt,
      value: decision.nextChangeAt === undefined ? null : new Date(decision.nextChangeAt),
    },
    { key: SEARCH_ATTRIBUTES.obeyedRevision, value: decision.revision },
  ]);
}

/** Writes the search attributes that differ from those shown, in one command or none. */
export function showAttributes(wanted: SearchAttributeUpdatePair[]): void {
  const changed = wanted.filter((pair) => !isShown(pair));
  if (changed.length > 0) upsertSearchAttributes(changed);
}

function isShown({ key, value }: SearchAttributeUpdatePair): boolean {
  const shown = workflowInfo().typedSearchAttributes.get(key) ?? null;
  // As JSON, because two equal dates are not the same object.
  return JSON.stringify(shown) === JSON.stringify(value);
}

function detailsOf(decision: Decision): string {
  return [
    `**${decision.name}** · ${decision.status} · stage ${decision.stage}`,
    `Colour: ${decision.colour ?? 'none'}`,
    ...(decision.headline ? [decision.headline] : []),
    decision.closed ? 'Closed' : `Next change: ${decision.nextChangeAt ?? 'only by an event'}`,
    `Revision ${decision.revision}`,
  ].join('\n\n');
}
