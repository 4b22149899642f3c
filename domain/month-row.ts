import type { Flip, Reason, Signal } from './assessment.ts';
import type { Colour, ColourPolicy, Contribution } from './definitions.ts';
import type { Hold } from './hold.ts';
import { countedOn, decideFlips, heldDays, heldOn, watchTurns } from './hold.ts';
import type { Horizon } from './horizon.ts';
import type { Row, Subject } from './signal.ts';
import { createSignal } from './signal.ts';
import type { Start } from './starts.ts';
import { colourFrom, waitFlips } from './starts.ts';
import type { Day } from './time.ts';
import { addDays } from './time.ts';

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
  count: MonthCount,
  policy: ColourPolicy,
  horizon: Horizon,
): Row | undefined {
  const { kind, rule, milestone, starts, sameUntil, hold } = count;
  const turns = starts.map(({ day }) => day);
  const held = heldOn(horizon.today, hold);
  const counted = countedOn(horizon.today, held);
  watchTurns(horizon, [addDays(sameUntil(counted), 1), ...turns], held);
  const colour = colourFrom(starts, counted);
  if (colour === 'green') return undefined;
  const reason = count.reasonOn(counted);
  const signal = createSignal(milestone, policy, {
    kind,
    colour,
    rule,
    reason: { ...reason, days: { ...reason.days, ...heldDays(held) } },
    flips: held
      ? decideFlips(milestone.code, colour)
      : [
          { by: 'reach', milestone: milestone.code, colour: 'green' },
          ...count.flipsOn(counted, colour),
          ...waitFlips(starts, counted),
        ],
  });
  return {
    signal,
    colourOn: (day) => colourFrom(starts, countedOn(day, held)),
    turns,
    preventedBy: [milestone.code],
    isHistory: false,
  };
}
