import type { Assessment, FactRef, Flip, Reason, Signal } from './assessment.ts';
import { daysToDue } from './days-to-due.ts';
import type { Dossier } from './dossier.ts';
import { present } from './present.ts';
import type { Day, Moment } from './time.ts';

/** What a signal stands on, without a language. */
export interface Grounds {
  /** The inequality: which one, and its numbers as counted on that day. */
  reason: Pick<Reason, 'code' | 'numbers' | 'days'>;
  /** Whose clock runs, where the rule knows: of an approval item the holder of the next move, of an instruction its owner. */
  holder?: string;
  /** What would turn it, as data. */
  flips: Flip[];
  /** Left out of the count. */
  suspensions: Suspension[];
  /** No fact speaks but those that set its plan: nothing was reported, dates alone say it. */
  byPlanAlone: boolean;
  /** The facts from which it follows, each once. */
  facts: FactRef[];
}

/** A stretch in which no clock runs; open without `to`. */
export interface Suspension {
  from: Moment;
  to?: Moment;
  reason: string;
}

/** What a project's signal stands on, its own clock and plan included. */
export function groundsOf(signal: Signal, dossier: Dossier, today: Day): Grounds {
  const codes = milestonesIn(signal);
  const planned = codes.flatMap((code) => dossier.plans[code] ?? []);
  const forecasts = codes.flatMap((code) => dossier.forecasts[code]?.ref ?? []);
  const setOn = planned.map((plan) => plan.setOn).sort()[0];
  return {
    ...bareGrounds(signal, today),
    suspensions: setOn === undefined ? [] : pausesSince(setOn, dossier),
    byPlanAlone: signal.facts.length + forecasts.length === 0,
    facts: eachOnce([...signal.facts, ...planned.map(({ ref }) => ref), ...forecasts]),
  };
}

/** What the signal itself says of it; for one of an approval `suspensions` are the stops of its item. */
export function bareGrounds(
  { reason, flips, facts }: Signal,
  today: Day,
  suspensions: Suspension[] = [],
): Grounds {
  const { code, numbers, days, words } = reason;
  return present({
    reason: { code, days, numbers: { ...daysToDue(days, today), ...numbers } },
    // Of an instruction its owner has the next move.
    holder: words['holder'] ?? words['owner'],
    flips,
    suspensions,
    byPlanAlone: facts.length === 0,
    facts: eachOnce(facts),
  });
}

/** The facts that say when a milestone can be expected: its plan, forecast and proofs, and who blocks it. */
export function factsOfMilestone(
  code: string,
  { milestones, dependencies }: Assessment,
  { plans, forecasts, upstream }: Dossier,
): FactRef[] {
  const milestone = milestones.find((one) => one.code === code);
  const blockers = milestone?.chain ? dependencies.filter(({ gates }) => gates === code) : [];
  return eachOnce([
    ...(milestone?.facts ?? []),
    ...blockers.flatMap((edge) => upstream[`${edge.on}/${edge.milestone}`]?.ref ?? []),
    ...(plans[code] ? [plans[code].ref] : []),
    ...(forecasts[code] ? [forecasts[code].ref] : []),
  ]);
}

// The words in which a reason names milestones of its own project.
const NAMING = ['milestone', 'gates', 'after'];

function milestonesIn({ object, kind, reason: { words } }: Signal): string[] {
  // Of too many at a time each is counted by its own plan.
  if (kind === 'accumulation') return (words['items'] ?? '').split(' ');
  // Of an edge `milestone` is the other project's.
  const naming = words['on'] === undefined ? NAMING : ['gates'];
  return [...new Set([object, ...naming.flatMap((name) => words[name] ?? [])])];
}

const pausesSince = (setOn: Day, { pauses }: Dossier): Suspension[] =>
  pauses.filter(({ to }) => to === undefined || to > setOn).map((pause) => present({ ...pause }));

/** Facts without their repetitions, in the order of their first mention. */
export function eachOnce(refs: readonly FactRef[]): FactRef[] {
  const byKey = new Map(refs.map((ref) => [factKey(ref), ref]));
  return [...byKey.values()];
}

/** Under which a fact stands in a map: ids alone are unique within their source only. */
export const factKey = ({ source, id }: FactRef): string => JSON.stringify([source, id]);
