import type { Flip, Signal } from './assessment.ts';
import { addWorkingDays } from './calendar.ts';
import { capped, severity } from './colour.ts';
import { exemptionOf } from './exemption.ts';
import type { RepetitionRule } from './policy-rules.ts';
import { present } from './present.ts';
import type { Setting } from './setting.ts';
import type { Row } from './signal.ts';
import { reliedOnFrom } from './stock.ts';
import type { Day } from './time.ts';
import { addDays, earlierOf, laterOf } from './time.ts';

/**
 * The row as it counts by the rule of repetition: what has been yellow for so many working days is
 * red. Only what counts in full, so that an honest forecast stays what it is; not a date whose rule
 * says when it is red; not while it is excused or its likeliest cause lies outside the project.
 * Days before the engine was relied on don't count.
 */
export function repeated(row: Row, setting: Setting): Row {
  const { signal } = row;
  const rule = setting.definitions.policy.rules.repetition;
  if (!rule || severity(signal.colour) < YELLOW || !isMeant(signal, rule, setting)) return row;
  const streak = streakOf(row, rule, setting);
  if (!streak) return row;
  return signal.colour === 'yellow' ? risen(row, streak, setting) : stillRed(row, streak, setting);
}

const YELLOW = severity('yellow');

function isMeant(
  { id, kind, contributes, reason, causes = [] }: Signal,
  { notFor }: RepetitionRule,
  { dossier, horizon }: Setting,
): boolean {
  if (contributes !== 'full' || kind === 'recovery') return false;
  // Its own rule says after how many days late it is red.
  if (kind === 'due' && reason.numbers['redFrom'] !== undefined) return false;
  const [likeliest] = causes;
  const isOutside = likeliest !== undefined && notFor.includes(likeliest);
  return !isOutside && exemptionOf(id, dossier, horizon) === undefined;
}

/** How long a signal has been yellow or worse without a break. */
interface Streak {
  rule: RepetitionRule;
  since: Day;
  /** The day on which it has been so for long enough. */
  redOn: Day;
  /** The day whose colour counts today: of a date that waits to be confirmed the day of its report. */
  counted: Day;
}

function streakOf(row: Row, rule: RepetitionRule, setting: Setting): Streak | undefined {
  const { signal, colourOn } = row;
  const { definitions, horizon } = setting;
  const counted = earlierOf(horizon.today, signal.reason.days['heldSince'] ?? horizon.today);
  const floor = countsFrom(signal, setting);
  if (severity(colourOn(counted)) < YELLOW) {
    // Said with a date ahead of today: it begins when that has come.
    horizon.at(addDays(horizon.today, 1));
    return undefined;
  }
  const since = beginOf(row, counted, floor);
  const redOn = addWorkingDays(definitions.calendar, since, rule.afterWorkingDays).day;
  return { rule, since, redOn, counted };
}

/** The first of the days until `last` on which it was yellow or worse each day, none before `floor`. */
function beginOf({ colourOn, turns }: Row, last: Day, floor: Day): Day {
  const beginsOn = (day: Day) => severity(colourOn(addDays(day, -1))) < YELLOW;
  if (turns) {
    const days = turns.filter((day) => floor < day && day <= last && beginsOn(day));
    return days.reduce(laterOf, floor);
  }
  let since = last;
  while (since > floor && !beginsOn(since)) since = addDays(since, -1);
  return laterOf(since, floor);
}

// Nobody could have closed what the engine did not show yet, or had to close what was excused.
function countsFrom({ id }: Signal, { dossier }: Setting): Day {
  const { registeredOn = '', signalsSaid } = dossier;
  const until = signalsSaid[id]?.exempt?.until;
  const excusedUntil = until === undefined ? '' : addDays(until, 1);
  return [reliedOnFrom(dossier), excusedUntil].reduce(laterOf, registeredOn);
}

function risen(row: Row, { rule, since, redOn, counted }: Streak, { horizon }: Setting): Row {
  const { signal } = row;
  if (redOn > counted) {
    // A colour that is held until somebody confirms the date does not rise meanwhile.
    if (signal.reason.days['heldSince'] !== undefined) return row;
    horizon.at(redOn);
    return { ...row, signal: { ...signal, flips: withRed(signal.flips, redOn) } };
  }
  return {
    ...row,
    colourOn: (day) => {
      const own = row.colourOn(day);
      return own === 'yellow' && day >= redOn ? 'red' : own;
    },
    signal: present({
      ...signal,
      colour: 'red' as const,
      projectColour: capped('red', signal.contributes),
      rule: { ...signal.rule, rule: rule.id },
      reason: {
        ...signal.reason,
        numbers: { ...signal.reason.numbers, yellowWorkingDays: rule.afterWorkingDays },
        days: { ...signal.reason.days, yellowSince: since },
      },
      flips: signal.flips.filter(({ by, colour }) => by !== 'wait' || colour !== 'red'),
      // It was yellow then; that it is red is news.
      stock: undefined,
    }),
  };
}

/** With the day of repetition in place of a later one on which it would be red in any case. */
function withRed(flips: readonly Flip[], redOn: Day): Flip[] {
  const isSooner = flips.some(({ by, day = '' }) => by === 'wait' && day <= redOn);
  if (isSooner) return [...flips];
  return [...flips.filter(({ by }) => by !== 'wait'), { by: 'wait', day: redOn, colour: 'red' }];
}

// What would make it yellow again is no use once it has been yellow or worse for so long.
function stillRed(row: Row, streak: Streak, { horizon }: Setting): Row {
  const { signal } = row;
  const eased = signal.flips.flatMap((flip) => {
    if (flip.colour !== 'yellow') return [flip];
    if (flip.daysFromToday !== undefined) return [farEnough(flip, row, streak)];
    horizon.at(streak.redOn);
    return streak.redOn > streak.counted ? [flip] : [];
  });
  return { ...row, signal: { ...signal, flips: eased } };
}

/** A plan so far in the past would be yellow for too long, whatever the holidays: only one that is not late helps. */
function farEnough(flip: Flip, { signal, colourOn }: Row, { rule, counted }: Streak): Flip {
  const { daysFromToday = 0 } = flip;
  if (-daysFromToday < rule.afterWorkingDays) return flip;
  const { due = counted } = signal.reason.days;
  return { ...flip, daysFromToday: 0, colour: colourOn(due) };
}
