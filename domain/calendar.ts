import type { WorkingCalendar } from './definitions.ts';
import { isStatutoryHoliday } from './statutory-holidays.ts';
import { addDays, weekdayOf, type Day } from './time.ts';

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
  const year = Number(day.slice(0, 'YYYY'.length));
  const table = calendar.years.find((candidate) => candidate.year === year);
  if (!table) return { working: !isWeekend(day) && !isStatutoryHoliday(day), estimated: true };
  if (isWeekend(day)) return { working: table.makeUpDays.includes(day), estimated: false };
  return { working: !table.offDays.includes(day), estimated: false };
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
  let { day, estimated } = onOrAfter(calendar, from);
  for (let left = n; left > 0;) {
    const next = onOrAfter(calendar, addDays(day, 1));
    day = next.day;
    estimated ||= next.estimated;
    if (!isSuspended(suspended, day)) left -= 1;
  }
  return { day, estimated };
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
  let { day, estimated } = onOrAfter(calendar, from);
  let days = 0;
  for (day = addDays(day, 1); day <= to; day = addDays(day, 1)) {
    const kind = isWorkingDay(calendar, day);
    estimated ||= kind.estimated;
    if (kind.working && !isSuspended(suspended, day)) days += 1;
  }
  return { days, estimated };
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

function isWeekend(day: Day): boolean {
  const weekday = weekdayOf(day);
  return weekday === 0 || weekday === 6;
}

const isSuspended = (suspended: readonly Suspension[], day: Day): boolean =>
  suspended.some(({ from, to }) => from <= day && day <= to);
