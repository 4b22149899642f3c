import { describe, expect, it } from '@jest/globals';
import chineseDays from 'chinese-days';
import { isStatutoryHoliday } from '../../../domain/statutory-holidays.ts';
import { addDays } from '../../../domain/time.ts';
import { daysOf } from '../../support/days-of.ts';

describe('isStatutoryHoliday', () => {
  it.each([2027, 2028, 2029, 2030])('knows the 13 days of %i by the lunar calendar', (year) => {
    const festival = (lunar: string) => chineseDays.getSolarDateFromLunar(`${year}-${lunar}`).date;
    const newYear = festival('01-01');
    const expected = [
      `${year}-01-01`,
      ...[-1, 0, 1, 2].map((days) => addDays(newYear, days)),
      chineseDays.getSolarTermDate(year, 4, 'pure_brightness'),
      `${year}-05-01`,
      `${year}-05-02`,
      festival('05-05'),
      festival('08-15'),
      `${year}-10-01`,
      `${year}-10-02`,
      `${year}-10-03`,
    ];

    // In 2028 中秋 falls on 3 October.
    expect(daysOf(year).filter(isStatutoryHoliday)).toEqual([...new Set(expected)].sort());
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
