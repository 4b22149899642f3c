import { addDays, type Day } from '../../domain/time.ts';

/** Every day of a year in order. */
export function daysOf(year: number): Day[] {
  const days: Day[] = [];
  for (let day = `${year}-01-01`; day.startsWith(`${year}-`); day = addDays(day, 1)) days.push(day);
  return days;
}
