import type { Flip, Reason, Signal } from './assessment.ts';
import type { Colour, ColourPolicy, Contribution } from './definitions.ts';
import type { Hold } from './due-signal.ts';
import type { Horizon } from './horizon.ts';
import type { Row, Subject } from './signal.ts';
import { createSignal } from './signal.ts';
import type { Start } from './starts.ts';
import { colourFrom, waitFlips } from './starts.ts';
import type { Day } from './time.ts';
import { addDays, earlierOf } from './time.ts';

/** A rule that counts months until a milestone is reached. */
export interface MonthCount {
  kind: Signal['kind'];
  rule: { id: string; contributes: Contribution };
  milestone: Subject;
  /** Mildest first. */
  starts: readonly Start[];
  /** The last day on which as many months have passed as on that day. */
  sameUntil: (day: Day) => Day;
  reasonOn: (day: Day) => Reason;
  /** Beside reaching the milestone and waiting. */
  flipsOn: (day: Day, colour: Colour) => Flip[];
  hold?: Hold | undefined;
}

/** The row of a rule that counts months, none while it is green; a reported day holds its colour. */
export function monthRow(
  { kind, rule, milestone, starts, sameUntil, reasonOn, flipsOn, hold }: MonthCount,
  policy: ColourPolicy,
  horizon: Horizon,
): Row | undefined {
  const held = hold && horizon.today <= hold.until ? hold : undefined;
  const counted = held ? earlierOf(horizon.today, held.from) : horizon.today;
  if (held) horizon.at(addDays(held.until, 1));
  // Views of the past may lie before the day that was reported.
  const first = starts.find(({ day }) => day > counted)?.day;
  for (const day of [addDays(sameUntil(counted), 1), first]) {
    if (day !== undefined && (!held || day <= held.from)) horizon.at(day);
  }
  const colour = colourFrom(starts, counted);
  if (colour === 'green') return undefined;
  const reason = reasonOn(counted);
  const reach: Flip = { by: 'reach', milestone: milestone.code, colour: 'green' };
  const decide: Flip = { by: 'decide', milestone: milestone.code, colour: 'green' };
  const signal = createSignal(milestone, policy, {
    kind,
    colour,
    rule,
    reason: held
      ? { ...reason, days: { ...reason.days, heldSince: held.from, heldUntil: held.until } }
      : reason,
    flips: held ? [decide] : [reach, ...flipsOn(counted, colour), ...waitFlips(starts, counted)],
  });
  return {
    signal,
    colourOn: (day) => colourFrom(starts, held ? earlierOf(day, held.from) : day),
    preventedBy: [milestone.code],
    isHistory: false,
  };
}
