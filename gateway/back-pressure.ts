export interface BackPressureOptions {
  /** How many facts wait to be settled, counted no further than the limit. */
  countWaiting: (limit: number) => Promise<number>;
  /** Above this many nothing more is taken in, until half of it is settled. */
  limit?: number;
  /** How long a count is good for. */
  countEveryMs?: number;
}

/** Holds back the consumer while the dispatcher can't keep up. */
export interface BackPressure {
  /** Throws while PostgreSQL is away. */
  mayTakeMore: () => Promise<boolean>;
  isHolding: () => boolean;
}

export function createBackPressure(options: BackPressureOptions): BackPressure {
  const { countWaiting, limit = 10_000, countEveryMs = 500 } = options;
  const state = { holding: false, countedAt: Number.NEGATIVE_INFINITY };
  return {
    async mayTakeMore() {
      const now = performance.now();
      if (now - state.countedAt >= countEveryMs) {
        const waiting = await countWaiting(limit + 1);
        state.holding = waiting > (state.holding ? limit / 2 : limit);
        state.countedAt = now;
      }
      return !state.holding;
    },
    isHolding: () => state.holding,
  };
}
