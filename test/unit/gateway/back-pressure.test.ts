import { describe, expect, it } from '@jest/globals';
import { createBackPressure } from '../../../gateway/back-pressure.ts';

describe('createBackPressure', () => {
  it('holds above the limit and lets go at half of it', async () => {
    let waiting = 0;
    const { mayTakeMore, isHolding } = createBackPressure({
      countWaiting: (most) => Promise.resolve(Math.min(most, waiting)),
      limit: 10,
      countEveryMs: 0,
    });
    const steps: [number, boolean][] = [];
    for (waiting of [10, 11, 9, 6, 5, 10]) steps.push([waiting, await mayTakeMore()]);

    expect(steps).toEqual([
      [10, true],
      [11, false],
      [9, false],
      [6, false],
      [5, true],
      [10, true],
    ]);
    expect(isHolding()).toBe(false);
  });

  it('counts once for many batches', async () => {
    let counts = 0;
    const { mayTakeMore } = createBackPressure({
      countWaiting: () => Promise.resolve((counts += 1)),
      countEveryMs: 60_000,
    });

    await mayTakeMore();
    await mayTakeMore();

    expect(counts).toBe(1);
  });

  it('passes on that PostgreSQL is away', async () => {
    const { mayTakeMore } = createBackPressure({
      countWaiting: () => Promise.reject(new Error('away')),
    });

    await expect(mayTakeMore()).rejects.toThrow('away');
  });
});
