import type { Logger } from 'pino';
import { backoffMs, OUTAGE_BACKOFF } from './backoff.ts';

export interface PollLoopOptions {
  /** One look; resolves with the milliseconds to wait before the next. Throws while PostgreSQL is away. */
  look: () => Promise<number>;
  /** For the log. */
  name: string;
  log: Logger;
}

/** A look again and again that outlives outages, and that can be hurried. */
export interface PollLoop {
  /** Looks until stopped; never rejects. */
  run: () => Promise<void>;
  /** There is work: looks now, or once more when it is looking. */
  nudge: () => void;
  stop: () => void;
  /** Whether the last look succeeded. */
  isHealthy: () => boolean;
}

export function createPollLoop({ look, name, log }: PollLoopOptions): PollLoop {
  const state = { stopped: false, failures: 0, nudged: false };
  let wake: (() => void) | undefined;

  async function wait(ms: number, hurried: boolean): Promise<void> {
    if (state.stopped || (hurried && state.nudged)) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        if (!hurried && !state.stopped) return;
        clearTimeout(timer);
        resolve();
      };
    });
    wake = undefined;
  }

  async function lookOnce(): Promise<void> {
    state.nudged = false;
    try {
      const waitMs = await look();
      if (state.failures > 0) log.info({ name }, 'goes on');
      state.failures = 0;
      await wait(waitMs, true);
    } catch (error) {
      const waitMs = backoffMs(OUTAGE_BACKOFF, state.failures++);
      log.warn({ err: error, name, waitMs }, 'waits, most likely for PostgreSQL');
      await wait(waitMs, false);
    }
  }

  return {
    async run() {
      while (!state.stopped) await lookOnce();
    },
    nudge() {
      state.nudged = true;
      wake?.();
    },
    stop() {
      state.stopped = true;
      wake?.();
    },
    isHealthy: () => state.failures === 0,
  };
}
