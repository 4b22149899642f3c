import { describe, expect, it } from '@jest/globals';
import type { RawMessage } from '../../../gateway/event-source.ts';
import { createSharedIntake } from '../../../gateway/shared-intake.ts';

const message = (partition: number, offset: number): RawMessage => ({
  topic: 'permit.events',
  partition,
  offset: BigInt(offset),
  key: null,
  value: null,
  headers: {},
});

const placesOf = (messages: readonly RawMessage[]) =>
  messages.map(({ partition, offset }) => `${partition}/${offset}`);

describe('an intake that partitions share', () => {
  it('stores together what came in one turn, each partition in its order, then what came meanwhile', async () => {
    const stored: string[][] = [];
    const late: Promise<void>[] = [];
    const take = createSharedIntake((messages) => {
      stored.push(placesOf(messages));
      if (stored.length === 1) late.push(take([message(3, 1)]), take([message(4, 1)]));
      return Promise.resolve();
    });

    await Promise.all([take([message(1, 1), message(1, 2)]), take([message(2, 7)])]);
    await Promise.all(late);

    expect(stored).toEqual([
      ['1/1', '1/2', '2/7'],
      ['3/1', '4/1'],
    ]);
  });

  it('fails for all who shared a store, and goes on with the next', async () => {
    let fails = true;
    const take = createSharedIntake(() =>
      fails ? Promise.reject(new Error('away')) : Promise.resolve(),
    );

    const outcomes = await Promise.allSettled([take([message(1, 1)]), take([message(2, 1)])]);
    fails = false;

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(take([message(1, 1)])).resolves.toBeUndefined();
  });

  it('never puts more into one store than a statement has time for, unless one partition does', async () => {
    const sizes: number[] = [];
    const take = createSharedIntake((messages) => {
      sizes.push(messages.length);
      return Promise.resolve();
    });
    const many = (partition: number, count: number) =>
      Array.from({ length: count }, (_, nth) => message(partition, nth));

    await Promise.all([take(many(1, 1_500)), take(many(2, 600)), take(many(3, 3_000))]);

    expect(sizes).toEqual([1_500, 600, 3_000]);
  });
});
