import { describe, expect, it } from '@jest/globals';
import { backoffMs, OUTAGE_BACKOFF } from '../../../gateway/backoff.ts';

describe('backoffMs', () => {
  it.each([
    { attempt: 0, chance: 1, ms: 1_000, why: 'the first wait at its longest' },
    { attempt: 0, chance: 0, ms: 500, why: 'the first wait at its shortest' },
    { attempt: 3, chance: 1, ms: 8_000, why: 'doubled thrice' },
    { attempt: 5, chance: 1, ms: 10_000, why: 'no longer than the longest' },
    { attempt: 5_000, chance: 1, ms: 10_000, why: 'after a very long outage' },
  ])('waits $ms ms: $why', ({ attempt, chance, ms }) => {
    expect(backoffMs(OUTAGE_BACKOFF, attempt, chance)).toBe(ms);
  });
});
