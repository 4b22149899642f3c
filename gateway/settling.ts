import type { Logger } from 'pino';
import type { Settler } from '../settlement/settle.ts';
import { backoffMs, OUTAGE_BACKOFF } from './backoff.ts';

export interface SettlingOptions {
  settler: Settler;
  log: Logger;
  atOnce: number;
  /** Called after each settle with its duration in seconds. */
  onSettled?: (seconds: number, outcome: 'settled' | 'failed') => void;
}

/** The settles at hand: several subjects at once, each once at a time. */
export interface Settling {
  /** How many more may be started. */
  free: () => number;
  /** Subjects not to be started now: those at hand, and those that failed a moment ago. */
  notNow: () => string[];
  /** Calls back when there is room again. Never rejects: a subject that fails rests, the others go on. */
  start: (subject: string, onDone: () => void) => void;
  /** Resolves when none is at hand. */
  drained: () => Promise<void>;
}

interface Rest {
  failures: number;
  until: number;
}

export function createSettling({ settler, log, atOnce, onSettled }: SettlingOptions): Settling {
  const running = new Map<string, Promise<void>>();
  const resting = new Map<string, Rest>();

  async function settle(subject: string): Promise<void> {
    const startedAt = performance.now();
    const seconds = () => (performance.now() - startedAt) / 1000;
    try {
      await settler.settle(subject, {});
      resting.delete(subject);
      onSettled?.(seconds(), 'settled');
    } catch (error) {
      const failures = (resting.get(subject)?.failures ?? 0) + 1;
      const waitMs = backoffMs(OUTAGE_BACKOFF, failures - 1);
      resting.set(subject, { failures, until: Date.now() + waitMs });
      log.warn({ err: error, subject, failures, waitMs }, 'settle failed, again later');
      onSettled?.(seconds(), 'failed');
    }
  }

  return {
    free: () => atOnce - running.size,
    notNow() {
      const now = Date.now();
      const resters = [...resting].filter(([, { until }]) => until > now);
      return [...running.keys(), ...resters.map(([subject]) => subject)];
    },
    start(subject, onDone) {
      const settled = settle(subject).finally(() => {
        running.delete(subject);
        onDone();
      });
      running.set(subject, settled);
    },
    async drained() {
      await Promise.all(running.values());
    },
  };
}
