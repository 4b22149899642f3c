import type { WorkingCalendar } from './definitions.ts';
import { addDays, type Day } from './time.ts';
import { countUntil, workingYear, yearOf } from './working-years.ts';

/** A clock stopped from `from` until `to`: neither the day it stopped nor the day it went on counts. */
export interface Suspension {
  from: Day;
  to: Day;
}

/** Whether people work on that day; `estimated` in a year whose notice is not in the calendar. */
export function isWorkingDay(
  calendar: WorkingCalendar,
  day: Day,
): { working: boolean; estimated: boolean } {
  const year = workingYear(calendar, yearOf(day));
  const count = countUntil(year, day);
  return { working: year.days[count - 1] === day, estimated: year.estimated };
}

/**
 * The due day of a limit of `n` working days. `from` is day 0, moved on to a working day if it is
 * none; day 1 is the next working day; days in a suspension don't count. `estimated` as soon as one
 * day on the way is. Throws RangeError unless `n` is a whole number from 0 on.
 */
export function addWorkingDays(
  calendar: WorkingCalendar,
  from: Day,
  n: number,
  suspended: readonly Suspension[] = [],
): { day: Day; estimated: boolean } {
  if (!Number.isInteger(n) || n < 0) {
    throw new RangeError(`A limit is a whole number of working days from 0 on, not ${n}`);
  }
  const first = onOrAfter(calendar, from);
  if (suspended.length === 0) return countOn(calendar, first, n);
  let { day, estimated } = first;
  for (let left = n; left > 0;) {
    const next = onOrAfter(calendar, addDays(day, 1));
    day = next.day;
    estimated ||= next.estimated;
    if (!isSuspended(suspended, day)) left -= 1;
  }
  return { day, estimated };
}

/** So many working days after one of them. */
function countOn(
  calendar: WorkingCalendar,
  first: { day: Day; estimated: boolean },
  n: number,
): { day: Day; estimated: boolean } {
  let year = workingYear(calendar, yearOf(first.day));
  let { estimated } = first;
  let place = countUntil(year, first.day) - 1 + n;
  while (place >= year.days.length) {
    place -= year.days.length;
    year = workingYear(calendar, year.year + 1);
    estimated ||= year.estimated;
  }
  return { day: year.days[place] ?? first.day, estimated };
}

/**
 * Working days used up at the end of `to` when `from` was day 0, outside the union of the
 * suspensions; 0 when `to` is not after `from`.
 */
export function workingDaysBetween(
  calendar: WorkingCalendar,
  from: Day,
  to: Day,
  suspended: readonly Suspension[] = [],
): { days: number; estimated: boolean } {
  const first = onOrAfter(calendar, from);
  if (to <= first.day) return { days: 0, estimated: first.estimated };
  if (suspended.length === 0) return countUpTo(calendar, first, to);
  let { estimated } = first;
  let days = 0;
  for (let day = addDays(first.day, 1); day <= to; day = addDays(day, 1)) {
    const kind = isWorkingDay(calendar, day);
    estimated ||= kind.estimated;
    if (kind.working && !isSuspended(suspended, day)) days += 1;
  }
  return { days, estimated };
}

/** Working days after one of them until the end of a later day. */
function countUpTo(
  calendar: WorkingCalendar,
  first: { day: Day; estimated: boolean },
  to: Day,
): { days: number; estimated: boolean } {
  let year = workingYear(calendar, yearOf(first.day));
  let { estimated } = first;
  let days = -countUntil(year, first.day);
  while (year.year < yearOf(to)) {
    days += year.days.length;
    year = workingYear(calendar, year.year + 1);
    estimated ||= year.estimated;
  }
  return { days: days + countUntil(year, to), estimated };
}

/** That day if people work on it, else the next on which they do. */
export function onOrAfter(calendar: WorkingCalendar, from: Day): { day: Day; estimated: boolean } {
  let estimated = false;
  for (let day = from; ; day = addDays(day, 1)) {
    const kind = isWorkingDay(calendar, day);
    estimated ||= kind.estimated;
    if (kind.working) return { day, estimated };
  }
}

const isSuspended = (suspended: readonly Suspension[], day: Day): boolean =>
  suspended.some(({ from, to }) => from <= day && day <= to);
