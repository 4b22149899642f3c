import { describe, expect, it } from '@jest/globals';
import { isFutureDated } from '../../../schemas/future-dated.ts';

const NOW = '2026-01-15T01:00:00.000Z';

describe('isFutureDated', () => {
  it.each([
    { occurredAt: '2026-01-16T01:00:00.000Z', future: false, why: 'exactly a day ahead' },
    { occurredAt: '2026-01-16T01:00:00.001Z', future: true, why: 'a millisecond more' },
    { occurredAt: '2026-01-16', future: false, why: 'tomorrow, which begins in 15 hours' },
    { occurredAt: '2026-01-17', future: true, why: 'the day after tomorrow' },
    { occurredAt: '2025-12-03', future: false, why: 'long past' },
  ])('is $future for $occurredAt: $why', ({ occurredAt, future }) => {
    expect(isFutureDated(occurredAt, NOW)).toBe(future);
  });
});
