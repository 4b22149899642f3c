import type { Day, Instant } from './time.ts';
import { earlierOf, startOf } from './time.ts';

/** Collects the instants at which time alone changes an outcome, and keeps the next one. */
export interface Horizon {
  today: Day;
  /** Something changes at 00:00 of that day; days that have begun are of no interest. */
  at(day: Day): void;
  next(): Instant | undefined;
}

export function createHorizon(today: Day): Horizon {
  let next: Day | undefined;
  return {
    today,
    at(day) {
      if (day > today) next = next === undefined ? day : earlierOf(next, day);
    },
    next: () => (next === undefined ? undefined : startOf(next)),
  };
}
