import { addWorkingDays, isWorkingDay, workingDaysBetween } from '../../domain/calendar.ts';
import { addOfficeHours, receiptDay } from '../../domain/office-hours.ts';
import { addDays, startOf } from '../../domain/time.ts';
import { shippedCalendar as calendar } from './shipped-calendar.ts';

// Run as a program under several time zones; whatever depends on the zone of the host shows.
const days = Array.from({ length: 4 * 365 }, (_, nth) => addDays('2024-01-01', nth));
const answers = days.map((day) => [
  day,
  isWorkingDay(calendar, day),
  addWorkingDays(calendar, day, 5),
  workingDaysBetween(calendar, day, addDays(day, 30)),
  receiptDay(calendar, startOf(day)),
  addOfficeHours(calendar, startOf(day), 9.5),
]);
process.stdout.write(JSON.stringify(answers));
