import { addWorkingDays, isWorkingDay } from '../calendar.ts';
import type { WorkingCalendar } from '../definitions.ts';
import { addDays, type Day } from '../time.ts';
import type { Duration } from './limits.ts';

/** The day on which something ends that takes so long from `start` on, which is day 0. */
export const endAfter = (calendar: WorkingCalendar, start: Day, { n, unit }: Duration): Day =>
  unit === 'cal' ? addDays(start, n) : addWorkingDays(calendar, start, n).day;

/** The latest day 0 from which on something that takes so long ends by `end`. */
export function startBefore(calendar: WorkingCalendar, end: Day, { n, unit }: Duration): Day {
  if (unit === 'cal') return addDays(end, -n);
  let day = onOrBefore(calendar, end);
  for (let left = n; left > 0; left -= 1) day = onOrBefore(calendar, addDays(day, -1));
  return day;
}

function onOrBefore(calendar: WorkingCalendar, from: Day): Day {
  for (let day = from; ; day = addDays(day, -1)) {
    if (isWorkingDay(calendar, day).working) return day;
  }
}
