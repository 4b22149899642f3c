import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { markRung, subjectsToRing } from '../readmodel/dispatch.ts';
import { ringOptions, summaryOf, workflowOf } from '../workflows/messages.ts';
import { createPollLoop, type PollLoop } from './poll-loop.ts';
import { isOutage, type TemporalWatch } from './temporal-watch.ts';

export interface RingerOptions {
  pool: Pool;
  client: Client;
  watch: TemporalWatch;
  log: Logger;
  pollMs?: number;
  onRing?: (outcome: 'rung' | 'failed') => void;
}

const AT_ONCE = 8;
const AT_A_LOOK = 200;
// A call without a deadline may wait for ever.
const DEADLINE_MS = 5_000;

/** Rings every workflow that lags behind what was decided; while Temporal is away it waits for the watch. */
export function createRinger(options: RingerOptions): PollLoop {
  const { pool, client, watch, log, pollMs = 200, onRing } = options;

  async function ring(subject: string): Promise<void> {
    // Marked first: what is decided after the ring makes the next one due at once.
    if (!(await markRung(pool, subject))) return;
    try {
      const type = workflowOf(subject);
      if (!type) throw new Error(`No workflow follows ${subject}`);
      const start = ringOptions(subject, summaryOf(subject));
      await client.withDeadline(Date.now() + DEADLINE_MS, () =>
        client.workflow.signalWithStart(type, start),
      );
      onRing?.('rung');
    } catch (error) {
      onRing?.('failed');
      log.warn({ err: error, subject }, 'ring failed, again later');
      if (isOutage(error)) watch.markDown(error);
    }
  }

  async function look(): Promise<number> {
    const waiting = watch.isUp() ? await subjectsToRing(pool, AT_A_LOOK) : [];
    const lanes = Array.from({ length: AT_ONCE }, async () => {
      for (let next = waiting.shift(); next && watch.isUp(); next = waiting.shift()) {
        await ring(next);
      }
    });
    await Promise.all(lanes);
    return pollMs;
  }

  return createPollLoop({ look, name: 'ringer', log });
}
