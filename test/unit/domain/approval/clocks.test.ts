import { describe, expect, it } from '@jest/globals';
import { workingDaysBetween } from '../../../../domain/calendar.ts';
import type { ClockSpan } from '../../../../domain/approval/clocks.ts';
import { count } from '../../../../domain/approval/clocks.ts';
import { receiptDay } from '../../../../domain/office-hours.ts';
import { addDays, type Day } from '../../../../domain/time.ts';
import { fc } from '../../../support/property.ts';
import { shippedCalendar } from '../../../support/shipped-calendar.ts';

const wd = (n: number) => ({ n, unit: 'wd' as const });
const cal = (n: number) => ({ n, unit: 'cal' as const });

const clockOf = (span: Partial<ClockSpan>, today: Day) =>
  count(
    { kind: 'promised', limit: wd(5), from: '2026-03-02', stops: [], ...span },
    shippedCalendar,
    today,
  ).clock;

describe('count', () => {
  it.each([
    {
      accepted: '2026-02-13',
      limit: wd(5),
      due: '2026-02-27',
      why: 'over the make-up Saturday 02-14',
    },
    { accepted: '2026-02-13', limit: wd(7), due: '2026-03-02', why: '02-28 is a working Saturday' },
    {
      accepted: '2026-02-14',
      limit: wd(1),
      due: '2026-02-24',
      why: 'a working Saturday is a day 0',
    },
    { accepted: '2026-02-16', limit: wd(1), due: '2026-02-25', why: 'a holiday counts as 02-24' },
    { accepted: '2026-03-02', limit: wd(0), due: '2026-03-02', why: 'decided on the spot' },
    {
      accepted: '2026-03-02',
      limit: cal(30),
      due: '2026-04-01',
      why: 'calendar days pass on all days',
    },
  ])('is due on $due when accepted on $accepted within $limit.n $limit.unit: $why', (given) => {
    const from = receiptDay(shippedCalendar, given.accepted);

    expect(clockOf({ from, limit: given.limit }, from)).toMatchObject({
      due: given.due,
      usedDays: 0,
    });
  });

  it('counts what arrives after office close from the next working day', () => {
    expect(receiptDay(shippedCalendar, '2026-02-13T09:30:00.000Z')).toBe('2026-02-14');
    expect(receiptDay(shippedCalendar, '2026-02-13T09:29:59.000Z')).toBe('2026-02-13');
  });

  it('leaves out the union of two stops that overlap, once', () => {
    const notice = { from: '2026-03-02', to: '2026-03-10' };
    const experts = { from: '2026-03-06', to: '2026-03-16' };

    const both = clockOf({ from: '2026-02-27', stops: [notice, experts] }, '2026-03-18');

    // 02-28 is worked; then nothing until 03-16; 03-17 and 03-18.
    expect(both).toMatchObject({ usedDays: 3, leftDays: 2, due: '2026-03-20' });
    const whole = { from: '2026-03-02', to: '2026-03-16' };
    expect(clockOf({ from: '2026-02-27', stops: [whole] }, '2026-03-18')).toEqual(both);
  });

  it('counts neither the day of a stop nor the day of its end', () => {
    const stops = [{ from: '2026-03-04', to: '2026-03-05' }];

    expect(clockOf({ stops }, '2026-03-06')).toMatchObject({ usedDays: 2, due: '2026-03-11' });
  });

  it('stands while a stop is open, due when it is planned to end or as if it ended today', () => {
    const open = [{ from: '2026-03-04' }];

    expect(clockOf({ stops: open }, '2026-03-10')).toMatchObject({
      usedDays: 1,
      running: false,
      due: '2026-03-16',
    });
    const planned = [{ from: '2026-03-04', plannedResumeOn: '2026-03-20' }];
    expect(clockOf({ stops: planned }, '2026-03-10')).toMatchObject({ due: '2026-03-26' });
  });

  it('stops calendar days too', () => {
    const stops = [{ from: '2026-03-10', to: '2026-03-19' }];

    expect(clockOf({ limit: cal(30), stops }, '2026-03-31')).toMatchObject({
      usedDays: 19,
      due: '2026-04-11',
    });
  });

  it('adds the days of an extension, and counts over the limit below zero', () => {
    expect(clockOf({ extraDays: 3 }, '2026-03-10')).toMatchObject({ limitDays: 8, leftDays: 2 });
    expect(clockOf({}, '2026-03-12')).toMatchObject({ limitDays: 5, leftDays: -3 });
  });

  it('ends with the decision', () => {
    expect(clockOf({ endedOn: '2026-03-04' }, '2026-03-30')).toMatchObject({
      usedDays: 2,
      running: false,
      endedOn: '2026-03-04',
    });
  });

  it('marks what rests on a year without a table as estimated', () => {
    expect(clockOf({ from: '2026-12-30' }, '2026-12-30').estimated).toBe(true);
    expect(clockOf({}, '2026-03-05').estimated).toBe(false);
  });

  it('tells the day at whose end so many days are used', () => {
    const { dayOfUse } = count(
      { kind: 'promised', limit: wd(5), from: '2026-02-13', stops: [] },
      shippedCalendar,
      '2026-02-13',
    );

    expect([0, 1, 5, 6].map(dayOfUse)).toEqual([
      '2026-02-13',
      '2026-02-14',
      '2026-02-27',
      '2026-02-28',
    ]);
  });
});

describe('for any stops', () => {
  const day = fc.integer({ min: 0, max: 120 }).map((days) => addDays('2026-01-05', days));
  const stop = fc
    .record({ from: day, days: fc.integer({ min: 0, max: 30 }) })
    .map(({ from, days }) => ({ from, to: addDays(from, days) }));
  const stops = fc.array(stop, { maxLength: 5 });
  const limit = fc.record({
    n: fc.integer({ min: 0, max: 60 }),
    unit: fc.constantFrom('wd' as const, 'cal' as const),
  });

  it('no more days are used than have passed', () => {
    fc.assert(
      fc.property(day, day, stops, limit, (from, today, given, allowed) => {
        const { usedDays } = clockOf({ from, limit: allowed, stops: given }, today);
        const passed =
          allowed.unit === 'wd'
            ? workingDaysBetween(shippedCalendar, from, today).days
            : Math.max(0, (Date.parse(today) - Date.parse(from)) / 86_400_000);
        expect(usedDays).toBeLessThanOrEqual(passed);
        expect(usedDays).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('a longer one never shortens a deadline', () => {
    fc.assert(
      fc.property(day, stops, limit, fc.nat(20), (from, given, allowed, more) => {
        const [first, ...rest] = given;
        if (!first) return;
        const longer = [{ ...first, to: addDays(first.to, more) }, ...rest];
        const dueWith = (all: ClockSpan['stops']): Day =>
          clockOf({ from, limit: allowed, stops: all }, from).due;
        expect(dueWith(longer) >= dueWith(given)).toBe(true);
      }),
    );
  });

  it('as many days are used at the due day as the limit has', () => {
    fc.assert(
      fc.property(day, stops, limit, (from, given, allowed) => {
        const { due } = clockOf({ from, limit: allowed, stops: given }, from);
        const { usedDays } = clockOf({ from, limit: allowed, stops: given }, due);
        expect(usedDays).toBe(allowed.n);
      }),
    );
  });
});
