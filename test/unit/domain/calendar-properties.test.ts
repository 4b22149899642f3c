import { describe, expect, it } from '@jest/globals';
import {
  addWorkingDays,
  isWorkingDay,
  workingDaysBetween,
  type Suspension,
} from '../../../domain/calendar.ts';
import { addDays, daysBetween, laterOf } from '../../../domain/time.ts';
import { fc } from '../../support/property.ts';
import { shippedCalendar as calendar } from '../../support/shipped-calendar.ts';

// Across the years with a notice and into those without.
const day = fc.integer({ min: 0, max: 5 * 365 }).map((days) => addDays('2024-01-01', days));
const limit = fc.nat({ max: 80 });
const suspension = fc
  .tuple(day, fc.nat({ max: 40 }))
  .map(([from, length]): Suspension => ({ from, to: addDays(from, length) }));
const suspensions = fc.array(suspension, { maxLength: 6 });

describe('working days', () => {
  it('are used up exactly on the due day, not before', () => {
    fc.assert(
      fc.property(day, limit, suspensions, (from, n, suspended) => {
        const due = addWorkingDays(calendar, from, n, suspended).day;

        expect(workingDaysBetween(calendar, from, due, suspended).days).toBe(n);
        const before = workingDaysBetween(calendar, from, addDays(due, -1), suspended).days;
        expect(before).toBe(Math.max(0, n - 1));
      }),
    );
  });

  it('end on a working day outside every suspension, later for a longer limit', () => {
    fc.assert(
      fc.property(day, limit, suspensions, (from, n, suspended) => {
        const due = addWorkingDays(calendar, from, n + 1, suspended).day;

        expect(isWorkingDay(calendar, due).working).toBe(true);
        expect(suspended.some((pause) => pause.from <= due && due <= pause.to)).toBe(false);
        expect(due > addWorkingDays(calendar, from, n, suspended).day).toBe(true);
      }),
    );
  });

  it('are the same whether counted by the year or, as with suspensions, day by day', () => {
    const longAgo = [{ from: '2020-01-01', to: '2020-01-01' }];
    fc.assert(
      fc.property(day, day, fc.nat({ max: 400 }), (from, to, n) => {
        const byYear = [addWorkingDays(calendar, from, n), workingDaysBetween(calendar, from, to)];
        const byDay = [
          addWorkingDays(calendar, from, n, longAgo),
          workingDaysBetween(calendar, from, to, longAgo),
        ];
        expect(byYear).toEqual(byDay);
      }),
    );
  });

  it('never end earlier for a later start or a further suspension', () => {
    fc.assert(
      fc.property(day, limit, suspensions, suspension, (from, n, suspended, further) => {
        const due = addWorkingDays(calendar, from, n, suspended).day;
        const later = addWorkingDays(calendar, addDays(from, 1), n, suspended).day;
        const longer = addWorkingDays(calendar, from, n, [...suspended, further]).day;

        expect(laterOf(later, due)).toBe(later);
        expect(laterOf(longer, due)).toBe(longer);
      }),
    );
  });

  it('leave out each day once however many suspensions cover it', () => {
    fc.assert(
      fc.property(day, fc.nat({ max: 200 }), suspensions, (from, length, suspended) => {
        const to = addDays(from, length);
        const twice = [...suspended, ...suspended];
        const dayByDay = suspended.flatMap((pause) =>
          Array.from({ length: daysBetween(pause.from, pause.to) + 1 }, (_, nth) => {
            const single = addDays(pause.from, nth);
            return { from: single, to: single };
          }),
        );

        const days = workingDaysBetween(calendar, from, to, suspended).days;

        expect(workingDaysBetween(calendar, from, to, twice).days).toBe(days);
        expect(workingDaysBetween(calendar, from, to, dayByDay).days).toBe(days);
      }),
    );
  });
});
