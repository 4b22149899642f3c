import { describe, expect, it } from '@jest/globals';
import chineseDays from 'chinese-days';
import { isWorkingDay } from '../../../domain/calendar.ts';
import type { Day } from '../../../domain/time.ts';
import { daysOf } from '../../support/days-of.ts';
import { shippedCalendar } from '../../support/shipped-calendar.ts';

// Given text, chinese-days answers for another day west of Greenwich; local midnight is right everywhere.
function localMidnight(day: Day): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date);
}

describe('the shipped calendar', () => {
  it.each([2024, 2025, 2026])('agrees with chinese-days on every day of %i', (year) => {
    const differing = daysOf(year).filter(
      (day) =>
        isWorkingDay(shippedCalendar, day).working !== chineseDays.isWorkday(localMidnight(day)),
    );

    expect(differing).toEqual([]);
  });

  it.each([
    { year: 2025, count: 248 },
    { year: 2026, count: 248 },
  ])('has $count working days in $year', ({ year, count }) => {
    const working = daysOf(year).filter((day) => isWorkingDay(shippedCalendar, day).working);

    expect(working).toHaveLength(count);
  });

  it.each([2024, 2025, 2026])('names the notice of %i', (year) => {
    const table = shippedCalendar.years.find((candidate) => candidate.year === year);

    expect(table?.notice).toMatch(new RegExp(`${year}年部分节假日安排.*国办发明电.*https://`));
  });
});
