import { isWorkingDay, onOrAfter } from './calendar.ts';
import type { WorkingCalendar } from './definitions.ts';
import {
  addDays,
  dayOf,
  fromMillis,
  isDay,
  startOf,
  toMillis,
  type Day,
  type Instant,
  type Moment,
} from './time.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Day 0 of something received: that day, or the next working day after office close or on a day off. */
export function receiptDay(calendar: WorkingCalendar, moment: Moment): Day {
  const day = dayOf(moment);
  const closedForToday = !isDay(moment) && toMillis(moment) >= closeOf(calendar, day);
  return onOrAfter(calendar, closedForToday ? addDays(day, 1) : day).day;
}

/**
 * The instant at which so many hours of office time have passed since `from`; the evening, the
 * lunch break and days off don't count. Throws RangeError unless `hours` is a number from 0 on.
 */
export function addOfficeHours(
  calendar: WorkingCalendar,
  from: Instant,
  hours: number,
): { at: Instant; estimated: boolean } {
  if (!Number.isFinite(hours) || hours < 0) {
    throw new RangeError(`Office hours are counted from 0 on, not ${hours}`);
  }
  if (hours === 0) return { at: from, estimated: false };
  const start = toMillis(from);
  let left = Math.round(hours * HOUR_MS);
  let estimated = false;
  for (let day = dayOf(from); ; day = addDays(day, 1)) {
    estimated ||= isWorkingDay(calendar, day).estimated;
    for (const { opens, closes } of openingsOn(calendar, day)) {
      const available = Math.max(0, closes - Math.max(opens, start));
      if (available >= left) return { at: fromMillis(Math.max(opens, start) + left), estimated };
      left -= available;
    }
  }
}

/** When the office closes on that day, whether or not people work on it. */
export const officeClose = (calendar: WorkingCalendar, day: Day): Instant =>
  fromMillis(closeOf(calendar, day));

/** A time of day, `HH:MM` in Shanghai, on that day. */
export const momentOn = (day: Day, time: string): Instant => fromMillis(timeOn(day, time));

/** The office's openings of a day in milliseconds since 1970 UTC, in order; none on a day off. */
function openingsOn(calendar: WorkingCalendar, day: Day): { opens: number; closes: number }[] {
  if (!isWorkingDay(calendar, day).working) return [];
  return calendar.officeHours.map(({ from, to }) => ({
    opens: timeOn(day, from),
    closes: timeOn(day, to),
  }));
}

const closeOf = (calendar: WorkingCalendar, day: Day): number =>
  Math.max(...calendar.officeHours.map(({ to }) => timeOn(day, to)));

function timeOn(day: Day, time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return toMillis(startOf(day)) + hour * HOUR_MS + minute * MINUTE_MS;
}
