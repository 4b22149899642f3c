import { isWorkingDay, onOrAfter } from '../calendar.ts';
import type { WorkingCalendar } from '../definitions.ts';
import { momentOn } from '../office-hours.ts';
import { addDays, dayOf, type Day, type Instant } from '../time.ts';
import type { AlertRules } from './rules.ts';

type Hours = AlertRules['hours'];

/**
 * When people are told of what became so at `at`: at once on a working day between the morning's
 * messages and the quiet hours, else in the morning of the next working day. What a date brings
 * becomes so at 00:00, so it is told in the morning of that day or of the working day after it;
 * found out later, because the engine was away, it waits for no other morning.
 */
export function toldAt(calendar: WorkingCalendar, hours: Hours, at: Instant): Instant {
  const day = dayOf(at);
  const [morning, quiet] = [momentOn(day, hours.morning), momentOn(day, hours.quietFrom)];
  if (at >= quiet) return morningFrom(calendar, hours, addDays(day, 1));
  if (at < morning || !isWorkingDay(calendar, day).working)
    return morningFrom(calendar, hours, day);
  return at;
}

/** The morning of that day, or of the working day after it. */
export const morningFrom = (calendar: WorkingCalendar, { morning }: Hours, day: Day): Instant =>
  momentOn(onOrAfter(calendar, day).day, morning);
