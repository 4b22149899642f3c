import { describe, expect, it } from '@jest/globals';
import { addOfficeHours, receiptDay } from '../../../domain/office-hours.ts';
import { fromMillis, type Instant } from '../../../domain/time.ts';
import { shippedCalendar as calendar } from '../../support/shipped-calendar.ts';

const shanghai = (text: string): Instant => fromMillis(Date.parse(`${text}:00+08:00`));

describe('addOfficeHours', () => {
  it.each([
    { from: '2026-09-30T16:00', hours: 4, at: '2026-10-08T11:30', why: 'across 国庆' },
    { from: '2026-09-30T16:00', hours: 1.5, at: '2026-09-30T17:30', why: 'up to the close' },
    { from: '2026-01-15T10:00', hours: 4, at: '2026-01-15T16:00', why: 'across lunch' },
    { from: '2026-01-15T12:30', hours: 1, at: '2026-01-15T15:00', why: 'from lunch on' },
    { from: '2026-01-15T22:00', hours: 1, at: '2026-01-16T10:00', why: 'from the evening on' },
    { from: '2026-01-15T07:00', hours: 1, at: '2026-01-15T10:00', why: 'from before opening on' },
    { from: '2026-01-16T17:00', hours: 1, at: '2026-01-19T09:30', why: 'across a weekend' },
    { from: '2026-02-13T17:00', hours: 1, at: '2026-02-14T09:30', why: 'into a make-up Saturday' },
    { from: '2026-01-15T22:00', hours: 0, at: '2026-01-15T22:00', why: 'with nothing to wait for' },
  ])('counts $hours h from $from to $at, $why', ({ from, hours, at }) => {
    const reached = addOfficeHours(calendar, shanghai(from), hours);

    expect(reached).toEqual({ at: shanghai(at), estimated: false });
  });

  it('is an estimate in a year without a notice', () => {
    const reached = addOfficeHours(calendar, shanghai('2026-12-31T17:00'), 1);

    expect(reached).toEqual({ at: shanghai('2027-01-04T09:30'), estimated: true });
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %p hours', (hours) => {
    expect(() => addOfficeHours(calendar, shanghai('2026-01-15T10:00'), hours)).toThrow(RangeError);
  });
});

describe('receiptDay', () => {
  it.each([
    { moment: '2026-02-14', day: '2026-02-14', why: 'a make-up Saturday is an ordinary day' },
    { moment: '2026-02-16', day: '2026-02-24', why: 'a day of the festival counts after it' },
    { moment: shanghai('2026-01-15T17:29'), day: '2026-01-15', why: 'just before the close' },
    { moment: shanghai('2026-01-15T17:30'), day: '2026-01-16', why: 'at the close' },
    { moment: shanghai('2026-01-16T18:00'), day: '2026-01-19', why: 'on a Friday evening' },
    { moment: shanghai('2026-01-15T00:30'), day: '2026-01-15', why: 'after midnight in Shanghai' },
    { moment: shanghai('2026-01-17T10:00'), day: '2026-01-19', why: 'on a Saturday' },
  ])('is $day for $moment: $why', ({ moment, day }) => {
    expect(receiptDay(calendar, moment)).toBe(day);
  });
});
