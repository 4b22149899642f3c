import type { WorkingCalendar } from './definitions.ts';
import { isStatutoryHoliday } from './statutory-holidays.ts';
import { addDays, daysBetween, weekdayOf, type Day } from './time.ts';

/** The working days of one year, counted once. */
export interface WorkingYear {
  year: number;
  first: Day;
  /** No notice of that year is in the calendar. */
  estimated: boolean;
  /** In their order. */
  days: readonly Day[];
  /** By the days since the first of January: how many working days there are until then, that day with them. */
  until: readonly number[];
}

// Each assessment counts working days by the hundred, and a calendar never changes.
const YEARS = new WeakMap<WorkingCalendar, Map<number, WorkingYear>>();

/** The year of that number in a calendar. */
export function workingYear(calendar: WorkingCalendar, year: number): WorkingYear {
  const known = YEARS.get(calendar) ?? new Map<number, WorkingYear>();
  YEARS.set(calendar, known);
  const found = known.get(year) ?? countYear(calendar, year);
  known.set(year, found);
  return found;
}

/** The number of the year in which a day lies. */
export const yearOf = (day: Day): number => Number(day.slice(0, 'YYYY'.length));

/** Working days of the year until the end of that day. */
export const countUntil = ({ first, until }: WorkingYear, day: Day): number =>
  until[daysBetween(first, day)] ?? 0;

function countYear(calendar: WorkingCalendar, year: number): WorkingYear {
  const table = calendar.years.find((candidate) => candidate.year === year);
  const first = `${String(year).padStart(4, '0')}-01-01`;
  const isWorked = (day: Day): boolean => {
    if (!table) return !isWeekend(day) && !isStatutoryHoliday(day);
    return isWeekend(day) ? table.makeUpDays.includes(day) : !table.offDays.includes(day);
  };
  const days: Day[] = [];
  const until: number[] = [];
  for (let day = first; yearOf(day) === year; day = addDays(day, 1)) {
    if (isWorked(day)) days.push(day);
    until.push(days.length);
  }
  return { year, first, estimated: !table, days, until };
}

function isWeekend(day: Day): boolean {
  const weekday = weekdayOf(day);
  return weekday === 0 || weekday === 6;
}
