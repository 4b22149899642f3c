import type { Fact } from '../fact.ts';
import type { FoldOptions } from '../fold.ts';
import { knownSince } from '../fold-handler.ts';
import { orderFacts } from '../order.ts';
import type { Resolved, Void } from '../resolve.ts';
import { resolve } from '../resolve.ts';
import { dayOf, isBy } from '../time.ts';
import type { ApprovalDossier } from './dossier.ts';
import { emptyApproval } from './dossier.ts';
import { hear } from './hear.ts';
import { placeSteps } from './placing.ts';
import { factsOfRound } from './rounds.ts';
import { orderWithinDays } from './same-day.ts';
import type { Told } from './steps.ts';
import { toldBy, whenItHappened } from './steps.ts';

/**
 * Folds the facts of one approval: order of arrival and repetition make no difference. What belongs
 * to another round of the same project is left out.
 */
export function foldApproval(
  facts: readonly Fact[],
  { asOf, knownAt }: FoldOptions = {},
): ApprovalDossier {
  const known =
    knownAt === undefined ? facts : facts.filter((fact) => isBy(knownSince(fact), knownAt));
  const { facts: ordered, voidedBy } = inTrueOrder(known);
  const inView = (fact: Fact): boolean => asOf === undefined || isBy(fact.occurredAt, asOf);
  const dossier = emptyApproval();
  for (const [order, fact] of ordered.entries()) {
    if (voidedBy.has(fact)) continue;
    if (inView(fact) || isTimeless(fact, dossier)) hear(dossier, fact, order);
  }
  const isOwn = factsOfRound(
    dossier,
    ordered.filter((fact) => !voidedBy.has(fact)),
  );
  const told = ordered.flatMap((fact, order) => {
    const step = inView(fact) && isOwn(fact) ? toldBy(fact, order) : undefined;
    if (!step) return [];
    const by = voidedBy.get(fact);
    // Seen from before its void, a fact typed in error never happened.
    if (by && inView(by)) noteVoid(dossier, step, by);
    return by ? [] : [step];
  });
  dossier.applications = placeSteps(told);
  return dossier;
}

function inTrueOrder(facts: readonly Fact[]): Pick<Resolved, 'facts' | 'voidedBy'> {
  const resolved = resolve(facts);
  const said = new Map(facts.map((fact) => [keyOf(fact), fact.occurredAt]));
  const voidedBy = new Map<Fact, Void>();
  const exact = resolved.facts.map((fact) => {
    // A corrected time is the last word on it, whatever else the data says.
    const isCorrected = said.get(keyOf(fact)) !== fact.occurredAt;
    const happened = isCorrected ? fact : whenItHappened(fact);
    const by = resolved.voidedBy.get(fact);
    if (by) voidedBy.set(happened, by);
    return happened;
  });
  return { facts: orderWithinDays(orderFacts(exact)), voidedBy };
}

const keyOf = ({ source, id }: Fact): string => `${source}\n${id}`;

// What an approval is, and the first that is known of its project, views of the past keep.
const isTimeless = ({ type }: Fact, { project }: ApprovalDossier): boolean =>
  type === 'approval.opened.v1' || (type === 'project.standing.v1' && !project);

function noteVoid({ notes }: ApprovalDossier, { item, no, step }: Told, by: Void): void {
  notes.push({
    code: 'voided',
    item,
    ...(no !== undefined && { application: no }),
    words: { step: step.kind, on: dayOf(step.at), reason: by.data.reason },
    ref: { source: by.source, id: by.id },
  });
}
