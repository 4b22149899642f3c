import type { Flip, MilestoneAssessment } from './assessment.ts';
import type { Colour, Definitions } from './definitions.ts';
import type { Hold } from './hold.ts';
import type { Horizon } from './horizon.ts';
import { monthRow } from './month-row.ts';
import type { MonthRule } from './policy-rules.ts';
import type { Row } from './signal.ts';
import type { Start } from './starts.ts';
import { colourFrom } from './starts.ts';
import type { Day } from './time.ts';
import { addDays, addMonths } from './time.ts';

/** A milestone whose planned month has passed without it, by the months of the calendar. */
export function startMonthSignal(
  milestone: MilestoneAssessment & { due: Day },
  { policy }: Definitions,
  horizon: Horizon,
  hold?: Hold,
): Row | undefined {
  const rule = policy.rules.startMonth;
  const { code, due } = milestone;
  if (rule?.milestone !== code) return undefined;
  const { redAfter } = rule;
  return monthRow(
    {
      kind: 'startMonth',
      rule,
      milestone,
      hold,
      starts: startsOf(due, rule),
      sameUntil: (day) => addDays(monthAfter(day, 1), -1),
      reasonOn: (day) => ({
        code: 'notStarted',
        numbers: { months: monthsBetween(due, day), redAfter },
        days: { due },
        words: { milestone: code },
      }),
      flipsOn: (day, colour) => planFlips(code, colour, day, rule),
    },
    policy,
    horizon,
  );
}

const startsOf = (due: Day, { yellowAfter, redAfter }: MonthRule): Start[] => [
  { day: monthAfter(due, yellowAfter), colour: 'yellow' },
  { day: monthAfter(due, redAfter), colour: 'red' },
];

/** The earliest plan that gives a better colour: its month, so long ago, makes it one month less. */
function planFlips(milestone: string, colour: Colour, today: Day, rule: MonthRule): Flip[] {
  const { yellowAfter, redAfter } = rule;
  const months = colour === 'red' ? redAfter : yellowAfter;
  const day = monthAfter(today, 1 - months);
  return [{ by: 'plan', milestone, day, colour: colourFrom(startsOf(day, rule), today) }];
}

/** The first day of the month that many months later. */
const monthAfter = (day: Day, months: number): Day => addMonths(firstOfMonth(day), months);

const firstOfMonth = (day: Day): Day => `${day.slice(0, 7)}-01`;

function monthsBetween(from: Day, to: Day): number {
  const monthOf = (day: Day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return monthOf(to) - monthOf(from);
}
