import type { Fact } from '../fact.ts';
import { isDay } from '../time.ts';
import type { StepKind } from './dossier.ts';
import { toldBy } from './steps.ts';

/**
 * Puts facts of the same day, told without a time and without a number of the source, into the
 * order in which such things happen; all others stay where they are.
 */
export function orderWithinDays(facts: readonly Fact[]): Fact[] {
  const ordered: Fact[] = [];
  let day: { fact: Fact; rank: number }[] = [];
  const close = (): void => {
    ordered.push(...day.sort((a, b) => a.rank - b.rank).map(({ fact }) => fact));
    day = [];
  };
  for (const fact of facts) {
    const kind = toldBy(fact)?.step.kind;
    const isLoose = kind && isDay(fact.occurredAt) && fact.sequence === undefined;
    if (!isLoose || day[0]?.fact.occurredAt !== fact.occurredAt) close();
    if (isLoose) day.push({ fact, rank: RANKS[kind] });
    else ordered.push(fact);
  }
  close();
  return ordered;
}

const RANKS: Readonly<Record<StepKind, number>> = {
  submitted: 0,
  notAccepted: 1,
  accepted: 1,
  utilityStep: 1,
  suspended: 2,
  correctionRequested: 2,
  resubmitted: 3,
  resumed: 3,
  extended: 3,
  deficiencyChecked: 3,
  opinionGiven: 4,
  acceptanceResult: 5,
  decided: 5,
  settled: 5,
  certified: 6,
  withdrawn: 7,
  cancelled: 7,
  revoked: 7,
};
