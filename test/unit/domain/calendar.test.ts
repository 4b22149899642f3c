import { describe, expect, it } from '@jest/globals';
import { addWorkingDays, isWorkingDay, workingDaysBetween } from '../../../domain/calendar.ts';
import { shippedCalendar as calendar } from '../../support/shipped-calendar.ts';

describe('isWorkingDay', () => {
  it.each([
    { day: '2026-02-13', working: true, why: 'an ordinary Friday' },
    { day: '2026-02-14', working: true, why: 'a Saturday that makes up for the festival' },
    { day: '2026-02-16', working: false, why: 'a Monday of the festival' },
    { day: '2026-02-22', working: false, why: 'a Sunday of the festival' },
    { day: '2026-02-24', working: true, why: 'the first day after the festival' },
    { day: '2026-03-07', working: false, why: 'an ordinary Saturday' },
  ])('is $working on $day, $why', ({ day, working }) => {
    expect(isWorkingDay(calendar, day)).toEqual({ working, estimated: false });
  });

  it.each([
    { day: '2027-01-01', working: false, why: 'New Year' },
    { day: '2027-02-05', working: false, why: 'the eve of the lunar new year' },
    { day: '2027-02-08', working: false, why: 'the third day of the lunar new year' },
    { day: '2027-02-09', working: true, why: 'the day that a notice would probably give' },
    { day: '2027-10-02', working: false, why: 'a Saturday and a holiday' },
    { day: '2027-10-04', working: true, why: 'a Monday' },
  ])('is an estimate of $working on $day without a notice, $why', ({ day, working }) => {
    expect(isWorkingDay(calendar, day)).toEqual({ working, estimated: true });
  });
});

describe('addWorkingDays', () => {
  it.each([
    { from: '2026-02-13', n: 5, due: '2026-02-27', why: 'make-up Saturday is day 1' },
    { from: '2026-02-13', n: 7, due: '2026-03-02', why: 'make-up Saturday 02-28 is day 6' },
    { from: '2026-02-14', n: 1, due: '2026-02-24', why: 'a make-up Saturday is a day 0 as any' },
    { from: '2026-02-16', n: 0, due: '2026-02-24', why: 'a day off moves day 0 on' },
    { from: '2026-02-16', n: 1, due: '2026-02-25', why: 'counting begins after the moved day 0' },
    { from: '2026-03-02', n: 0, due: '2026-03-02', why: 'no limit ends on day 0' },
  ])('gives $due for $n from $from: $why', ({ from, n, due }) => {
    expect(addWorkingDays(calendar, from, n)).toEqual({ day: due, estimated: false });
  });

  it('counts two overlapping suspensions once', () => {
    const publicNotice = { from: '2026-03-02', to: '2026-03-10' };
    const expertReview = { from: '2026-03-06', to: '2026-03-16' };

    const due = addWorkingDays(calendar, '2026-02-27', 5, [publicNotice, expertReview]);

    // 02-28 (make-up Saturday) is day 1; 03-17 is the first day after both.
    expect(due.day).toBe('2026-03-20');
  });

  it('counts neither the day of suspension nor the day of resumption', () => {
    const suspended = [{ from: '2026-03-03', to: '2026-03-04' }];

    expect(addWorkingDays(calendar, '2026-03-02', 1, suspended).day).toBe('2026-03-05');
  });

  it.each([
    { from: '2026-12-30', n: 1, day: '2026-12-31', estimated: false },
    { from: '2026-12-31', n: 1, day: '2027-01-04', estimated: true },
    { from: '2027-02-03', n: 3, day: '2027-02-10', estimated: true },
  ])('marks $day as estimated: $estimated for $n from $from', ({ from, n, day, estimated }) => {
    expect(addWorkingDays(calendar, from, n)).toEqual({ day, estimated });
  });

  it('is no estimate any more once the year has its notice', () => {
    const notice = { year: 2027, notice: 'invented', offDays: ['2027-01-04'], makeUpDays: [] };
    const imported = { ...calendar, years: [...calendar.years, notice] };

    const due = addWorkingDays(imported, '2026-12-31', 1);

    expect(due).toEqual({ day: '2027-01-01', estimated: false });
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses a limit of %p', (n) => {
    expect(() => addWorkingDays(calendar, '2026-01-05', n)).toThrow(RangeError);
  });
});

describe('workingDaysBetween', () => {
  it.each([
    { from: '2026-02-13', to: '2026-02-27', days: 5, why: 'over the festival' },
    { from: '2026-02-13', to: '2026-02-13', days: 0, why: 'on day 0' },
    { from: '2026-02-16', to: '2026-02-24', days: 0, why: 'on a day 0 that moved on' },
    { from: '2026-02-16', to: '2026-02-25', days: 1, why: 'after a day 0 that moved on' },
    { from: '2026-02-27', to: '2026-02-13', days: 0, why: 'backwards' },
  ])('is $days from $from to $to, $why', ({ from, to, days }) => {
    expect(workingDaysBetween(calendar, from, to)).toEqual({ days, estimated: false });
  });

  it('leaves out the union of the suspensions', () => {
    const suspended = [
      { from: '2026-03-02', to: '2026-03-10' },
      { from: '2026-03-06', to: '2026-03-16' },
    ];

    // Of the 16 working days up to 03-20, 11 lie in the union; 7 + 7 would be the sum.
    expect(workingDaysBetween(calendar, '2026-02-27', '2026-03-20', suspended).days).toBe(5);
    expect(workingDaysBetween(calendar, '2026-02-27', '2026-03-20').days).toBe(16);
  });

  it('is an estimate when a day on the way is one', () => {
    expect(workingDaysBetween(calendar, '2026-12-30', '2027-01-05').estimated).toBe(true);
  });
});
