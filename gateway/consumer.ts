import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { domainNow } from '../readmodel/clock.ts';
import { countTakeable } from '../readmodel/waiting.ts';
import { createBackPressure } from './back-pressure.ts';
import { backoffMs, OUTAGE_BACKOFF } from './backoff.ts';
import type { BatchResult, RawBatch } from './event-source.ts';
import { takeIn, type Taken } from './inbox.ts';
import { createSharedIntake } from './shared-intake.ts';
import { sortMessage } from './sort-message.ts';
import { tracingTakeIn } from './take-in-spans.ts';

export interface ConsumerOptions {
  pool: Pool;
  clockOffsetMs: number;
  log: Logger;
  /** Facts that may wait before nothing more is taken in. */
  waitingLimit?: number;
  /** Called after the commit of what was stored together. */
  onTaken?: (taken: Taken) => void;
}

export interface Consumer {
  /** For an event source: stores a batch, with those handed over meanwhile, and never throws; what PostgreSQL can't take now comes again. */
  handle: (batch: RawBatch) => Promise<BatchResult>;
  /** Why nothing is taken in at the moment. */
  holding: () => 'postgres-away' | 'back-pressure' | undefined;
}

const HOLD_MS = 1_000;

/** Takes events from their source into the inbox. */
export function createConsumer(options: ConsumerOptions): Consumer {
  const { pool, clockOffsetMs, log, waitingLimit: limit, onTaken } = options;
  const countWaiting = (most: number) => countTakeable(pool, most);
  const backPressure = createBackPressure({ countWaiting, ...(limit && { limit }) });
  // By partition, since those that share an outage would else double one another's waiting time.
  const failures = new Map<string, { count: number; at: number }>();
  const answered = { at: Number.NEGATIVE_INFINITY };

  const store = createSharedIntake(async (messages) => {
    const now = await domainNow(pool, clockOffsetMs);
    onTaken?.(
      await tracingTakeIn(
        messages.map((message) => sortMessage(message, now)),
        (batch) => takeIn(pool, batch),
      ),
    );
  });

  async function take({ messages }: RawBatch): Promise<BatchResult> {
    const last = messages.at(-1);
    if (!last || !(await backPressure.mayTakeMore())) return { pauseMs: HOLD_MS };
    await store(messages);
    answered.at = performance.now();
    return { through: last.offset };
  }

  return {
    async handle(batch) {
      const { topic, partition } = batch;
      const place = `${topic}/${partition}`;
      try {
        const result = await take(batch);
        if (failures.delete(place)) log.info({ topic, partition }, 'taking events in again');
        return result;
      } catch (error) {
        const count = failures.get(place)?.count ?? 0;
        failures.set(place, { count: count + 1, at: performance.now() });
        const pauseMs = backoffMs(OUTAGE_BACKOFF, count);
        log.warn({ err: error, topic, partition, pauseMs }, 'events not stored, again later');
        return { pauseMs };
      }
    },
    holding() {
      // An older failure is of a partition that another gateway has taken over, or PostgreSQL has answered since.
      const overtaken = performance.now() - 2 * OUTAGE_BACKOFF.longestMs;
      const since = Math.max(overtaken, answered.at);
      if ([...failures.values()].some(({ at }) => at > since)) return 'postgres-away';
      return backPressure.isHolding() ? 'back-pressure' : undefined;
    },
  };
}
