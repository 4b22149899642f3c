import { describe, expect, it } from '@jest/globals';
import { isWorkingDay } from '../../../domain/calendar.ts';
import { isStatutoryHoliday } from '../../../domain/statutory-holidays.ts';
import type { ChineseDaysAnswers } from '../../support/chinese-days-answers.ts';
import { daysOf } from '../../support/days-of.ts';
import { runUnder } from '../../support/run-under.ts';
import { shippedCalendar } from '../../support/shipped-calendar.ts';

const chineseDays = JSON.parse(
  runUnder('Asia/Shanghai', 'chinese-days-answers.ts'),
) as ChineseDaysAnswers; // our own program's output

const workingDaysOf = (year: number) =>
  daysOf(year).filter((day) => isWorkingDay(shippedCalendar, day).working);

describe('the shipped calendar', () => {
  it.each([2024, 2025, 2026])('agrees with chinese-days on every day of %i', (year) => {
    const expected = chineseDays.workingDays.filter((day) => day.startsWith(`${year}-`));

    expect(workingDaysOf(year)).toEqual(expected);
  });

  it.each([2025, 2026])('has 248 working days in %i', (year) => {
    expect(workingDaysOf(year)).toHaveLength(248);
  });

  it.each([2024, 2025, 2026])('names the notice of %i', (year) => {
    const table = shippedCalendar.years.find((candidate) => candidate.year === year);

    expect(table?.notice).toMatch(new RegExp(`${year}年部分节假日安排.*国办发明电.*https://`));
  });
});

describe('isStatutoryHoliday', () => {
  it.each([2027, 2028, 2029, 2030])('agrees with chinese-days on the days of %i', (year) => {
    expect(daysOf(year).filter(isStatutoryHoliday)).toEqual(chineseDays.statutoryHolidays[year]);
  });

  it('knows only the fixed days of years without lunar dates', () => {
    expect(daysOf(2031).filter(isStatutoryHoliday)).toEqual([
      '2031-01-01',
      '2031-05-01',
      '2031-05-02',
      '2031-10-01',
      '2031-10-02',
      '2031-10-03',
    ]);
  });
});
