/** Waiting times that double from `firstMs` to `longestMs`; `attempt` counts from 0. */
export interface Backoff {
  firstMs: number;
  longestMs: number;
}

/** While a neighbour is away: seldom enough to be no load for it, often enough to be at work soon after its return. */
export const OUTAGE_BACKOFF: Backoff = { firstMs: 1_000, longestMs: 10_000 };

/**
 * The next waiting time: between half and all of the doubled time, so that those who failed
 * together don't come back together. `chance` is a number from 0 to 1.
 */
export function backoffMs(backoff: Backoff, attempt: number, chance = Math.random()): number {
  const doubled = backoff.firstMs * 2 ** Math.min(attempt, 30);
  const capped = Math.min(doubled, backoff.longestMs);
  return Math.round((capped / 2) * (1 + chance));
}
