import type { Suspension } from '../calendar.ts';
import { addWorkingDays, workingDaysBetween } from '../calendar.ts';
import type { WorkingCalendar } from '../definitions.ts';
import type { Day } from '../time.ts';
import { addDays, dayOf, earlierOf, laterOf } from '../time.ts';
import type { Clock } from './assessment.ts';
import type { Duration } from './limits.ts';
import type { ClockStop } from './record.ts';

/** What a clock counts, before it is known which day it is. */
export interface ClockSpan {
  kind: Clock['kind'];
  /** Without extensions. */
  limit: Duration;
  extraDays?: number;
  /** Day 0. */
  from: Day;
  stops: readonly Pick<ClockStop, 'from' | 'to' | 'plannedResumeOn'>[];
  /** The last day counted; none while it goes on. */
  endedOn?: Day | undefined;
}

/** A clock, with the days on which something about it changes. */
export interface Count {
  clock: Clock;
  /** The day at whose end so many days of it are used, as far as stops are known now. */
  dayOfUse: (days: number) => Day;
}

/** Counts a clock until the end of `today`: the union of its stops is left out, the day of a stop and of its end too. */
export function count(span: ClockSpan, calendar: WorkingCalendar, today: Day): Count {
  const { kind, from, stops, endedOn, extraDays = 0 } = span;
  const { unit } = span.limit;
  const limitDays = span.limit.n + extraDays;
  const foreseen = stops.map((stop) => foreseenOf(stop, today));
  const until = endedOn === undefined ? today : earlierOf(endedOn, today);
  const used = daysBetween(unit, calendar, { from, to: until }, stops.map(lastingOf));
  const due = after(unit, calendar, { from, days: limitDays }, foreseen);
  const isStopped = stops.some(({ to }) => to === undefined);
  return {
    clock: {
      kind,
      unit,
      limitDays,
      from,
      due: due.day,
      estimated: used.estimated || due.estimated,
      usedDays: used.days,
      leftDays: limitDays - used.days,
      running: endedOn === undefined && !isStopped,
      ...(endedOn !== undefined && { endedOn }),
    },
    dayOfUse: (days) => after(unit, calendar, { from, days: Math.max(0, days) }, foreseen).day,
  };
}

// Beyond all days that are ever counted.
const NEVER: Day = '9999-12-31';

/** A stop without an end lasts. */
const lastingOf = ({ from, to }: ClockSpan['stops'][number]): Suspension => ({
  from: dayOf(from),
  to: to === undefined ? NEVER : dayOf(to),
});

/** A stop without an end lasts today at least, or until it is planned to end. */
function foreseenOf(
  { from, to, plannedResumeOn }: ClockSpan['stops'][number],
  today: Day,
): Suspension {
  const planned = laterOf(plannedResumeOn ?? today, today);
  return { from: dayOf(from), to: to === undefined ? planned : dayOf(to) };
}

interface Counted {
  days: number;
  estimated: boolean;
}

function daysBetween(
  unit: Duration['unit'],
  calendar: WorkingCalendar,
  { from, to }: { from: Day; to: Day },
  suspended: readonly Suspension[],
): Counted {
  if (unit === 'wd') return workingDaysBetween(calendar, from, to, suspended);
  let days = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    if (!isWithin(suspended, day)) days += 1;
  }
  return { days, estimated: false };
}

function after(
  unit: Duration['unit'],
  calendar: WorkingCalendar,
  { from, days }: { from: Day; days: number },
  suspended: readonly Suspension[],
): { day: Day; estimated: boolean } {
  if (unit === 'wd') return addWorkingDays(calendar, from, days, suspended);
  let day = from;
  for (let left = days; left > 0;) {
    day = addDays(day, 1);
    if (!isWithin(suspended, day)) left -= 1;
  }
  return { day, estimated: false };
}

const isWithin = (suspended: readonly Suspension[], day: Day): boolean =>
  suspended.some(({ from, to }) => from <= day && day <= to);
