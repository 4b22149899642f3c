import { describe, expect, it } from '@jest/globals';
import {
  addDays,
  dayOf,
  daysBetween,
  endOf,
  shanghaiMinute,
  startOf,
  weekdayOf,
} from '../../../domain/time.ts';
import { fc } from '../../support/property.ts';

const DAY_MS = 86_400_000;
/** From 1600 to 2400, so that days beyond those that are kept come too. */
const anyMillis = fc.integer({ min: -11_676_096_000_000, max: 13_569_465_600_000 });
const anyDay = anyMillis.map((millis) => new Date(millis).toISOString().slice(0, 10));

describe('reckoning with days', () => {
  it('gives the days of the Gregorian calendar, in both directions', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -4_000, max: 4_000 }), (day, days) => {
        const expected = new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
        expect(addDays(day, days)).toBe(expected);
        expect(daysBetween(day, expected)).toBe(days);
      }),
    );
  });

  it('knows the weekday of any day', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(weekdayOf(day)).toBe(new Date(day).getUTCDay());
      }),
    );
  });

  it('puts each instant into the day of Shanghai that begins before it and ends after it', () => {
    fc.assert(
      fc.property(anyMillis, (millis) => {
        const instant = new Date(millis).toISOString();
        const day = dayOf(instant);
        expect([startOf(day) <= instant, instant <= endOf(day)]).toEqual([true, true]);
      }),
    );
  });

  it.each([
    { at: '2026-01-15T01:00:00.000Z', shown: '2026-01-15 09:00' },
    { at: '2026-01-15T15:59:59.999Z', shown: '2026-01-15 23:59' },
    { at: '2026-01-15T16:00:00.000Z', shown: '2026-01-16 00:00' },
  ])('shows $at as $shown on a clock in Shanghai', ({ at, shown }) => {
    expect(shanghaiMinute(at)).toBe(shown);
  });

  it.each(['', 'tomorrow', '2026-13-01'])('refuses %j, which is no day', (text) => {
    expect(() => addDays(text, 1)).toThrow(RangeError);
  });
});
