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
  count: MonthCount,
  policy: ColourPolicy,
  horizon: Horizon,
): Row | undefined {
  const { kind, rule, milestone, starts, hold } = count;
  const held = hold && horizon.today <= hold.until ? hold : undefined;
  const counted = countedOn(horizon.today, held);
  watch(count, counted, horizon, held);
  const colour = colourFrom(starts, counted);
  if (colour === 'green') return undefined;
  const reason = count.reasonOn(counted);
  const signal = createSignal(milestone, policy, {
    kind,
    colour,
    rule,
    reason: { ...reason, days: { ...reason.days, ...heldDays(held) } },
    flips: held
      ? [{ by: 'decide', milestone: milestone.code, colour: 'green' }]
      : [
          { by: 'reach', milestone: milestone.code, colour: 'green' },
          ...count.flipsOn(counted, colour),
          ...waitFlips(starts, counted),
        ],
  });
  return {
    signal,
    colourOn: (day) => colourFrom(starts, countedOn(day, held)),
    turns: starts.map(({ day }) => day),
    preventedBy: [milestone.code],
    isHistory: false,
  };
}

/** The day whose colour counts on a day. */
const countedOn = (day: Day, held: Hold | undefined): Day =>
  held ? earlierOf(day, held.from) : day;

const heldDays = (held: Hold | undefined): Reason['days'] =>
  held ? { heldSince: held.from, heldUntil: held.until } : {};

// A held colour changes with the end of the hold; views of the past may lie before the report.
function watch(
  { starts, sameUntil }: MonthCount,
  counted: Day,
  horizon: Horizon,
  held: Hold | undefined,
): void {
  if (held) horizon.at(addDays(held.until, 1));
  const turns = [addDays(sameUntil(counted), 1), ...starts.map(({ day }) => day)];
  for (const day of turns) if (!held || day <= held.from) horizon.at(day);
}
