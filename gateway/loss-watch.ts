import { checkLosses, type Losses, type LossCheckOptions } from './loss-check.ts';
import { createPollLoop, type PollLoop } from './poll-loop.ts';
import { isOutage, type TemporalWatch } from './temporal-watch.ts';

export interface LossWatchOptions extends Omit<LossCheckOptions, 'signal'> {
  watch: TemporalWatch;
  everyMs?: number;
  onFound?: (losses: Losses) => void;
}

const HOUR_MS = 3_600_000;
// While Temporal is away there is nothing to list; a nudge says that it is back.
const AGAIN_MS = 5_000;

/** Looks for lost workflows at its start, whenever it is nudged (Temporal answers again), and hourly. */
export function createLossWatch(options: LossWatchOptions): PollLoop {
  const { watch, everyMs = HOUR_MS, onFound, log } = options;
  const stopping = new AbortController();
  async function look(): Promise<number> {
    if (!watch.isUp()) return AGAIN_MS;
    try {
      onFound?.(await checkLosses({ ...options, signal: stopping.signal }));
      return everyMs;
    } catch (error) {
      if (!isOutage(error)) throw error;
      watch.markDown(error);
      return AGAIN_MS;
    }
  }
  const loop = createPollLoop({ look, name: 'loss check', log });
  return {
    ...loop,
    stop() {
      stopping.abort();
      loop.stop();
    },
  };
}
