import type { RawCloudEvent } from '../../../schemas/cloud-event.ts';
import type { Chance } from '../oracle/seeded.ts';
import type { Answer } from './authority.ts';

/** How messages travel: some twice, some after those that were said later. */
export interface Delivery {
  /** What leaves now: the answers but for those held up, and what was held up before. */
  take: (answers: readonly Answer[]) => RawCloudEvent[];
  isHolding: () => boolean;
  /** Each event that was ever taken, once. */
  produced: RawCloudEvent[];
}

const TWICE = 0.05;
const LATE = 0.04;

/** A way that holds up only what neither ends nor decides anything, until the next takes leave. */
export function createDelivery(chance: Chance): Delivery {
  const produced: RawCloudEvent[] = [];
  let held: RawCloudEvent[] = [];
  return {
    produced,
    isHolding: () => held.length > 0,
    take(answers) {
      const before = held;
      const late = answers.filter(({ mayBeLate }) => mayBeLate && chance.isLucky(LATE));
      held = late.map(({ event }) => event);
      produced.push(...answers.map(({ event }) => event));
      const now = answers.filter((one) => !late.includes(one)).map(({ event }) => event);
      return [...before, ...now].flatMap((event) =>
        chance.isLucky(TWICE) ? [event, event] : [event],
      );
    },
  };
}
