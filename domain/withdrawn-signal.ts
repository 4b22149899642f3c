import type { MilestoneAssessment } from './assessment.ts';
import type { ColourPolicy } from './definitions.ts';
import type { Dossier, Withdrawal } from './dossier.ts';
import { createSignal, plainReason } from './signal.ts';
import type { Row } from './signal.ts';
import { isNews } from './stock.ts';
import type { Day } from './time.ts';
import { dayOf, laterOf } from './time.ts';

/** A certificate or report was taken back, and nobody has decided yet whether the stage goes back too. */
export function withdrawnSignal(
  milestone: MilestoneAssessment,
  policy: ColourPolicy,
  dossier: Dossier,
): Row | undefined {
  const rule = policy.rules.withdrawn;
  if (milestone.state !== 'withdrawn' || !rule) return undefined;
  const taken = withdrawalsOf(milestone, dossier);
  const signal = createSignal(milestone, policy, {
    kind: 'withdrawn',
    colour: rule.colour,
    rule,
    reason: plainReason('withdrawn', milestone),
    flips: [{ by: 'decide', milestone: milestone.code, colour: 'green' }],
  });
  return {
    signal,
    colourOn: (day) => (day < lastDayOf(taken) ? 'green' : rule.colour),
    // The source itself has said so.
    preventedBy: [],
    isHistory: taken.every(({ backfill }) => backfill),
    isNews: taken.some(({ ref }) => isNews([ref], dossier)),
  };
}

/** What was taken back of the proofs that count, or counted, for a milestone. */
export function withdrawalsOf({ facts }: MilestoneAssessment, { proofs }: Dossier): Withdrawal[] {
  return proofs.flatMap(({ ref, withdrawn }) => {
    const isNamed = facts.some(({ source, id }) => source === ref.source && id === ref.id);
    return withdrawn && isNamed ? [withdrawn] : [];
  });
}

/** The day of the last of them; before all days without any. */
export const lastDayOf = (taken: readonly Withdrawal[]): Day =>
  taken.map(({ on }) => dayOf(on)).reduce(laterOf, '');
