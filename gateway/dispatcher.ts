import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { overdueSubjects, subjectsWithWaitingFacts } from '../readmodel/dispatch.ts';
import type { Settler } from '../settlement/settle.ts';
import { createPollLoop, type PollLoop } from './poll-loop.ts';
import { createSettling, type SettlingOptions } from './settling.ts';

export interface DispatcherOptions {
  pool: Pool;
  settler: Settler;
  log: Logger;
  /** Subjects that are settled at the same time; each takes a connection of the pool. */
  atOnce?: number;
  pollMs?: number;
  /** How often overdue subjects are looked for. */
  overdueEveryMs?: number;
  onSettled?: SettlingOptions['onSettled'];
}

/** Stopping it resolves when the settles at hand are done. */
export interface Dispatcher extends Omit<PollLoop, 'stop'> {
  stop: () => Promise<void>;
}

/**
 * Settles every project that has waiting facts, or whose next change is over a minute past and whose
 * workflow therefore sleeps too long; several at once.
 */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { pool, settler, log, atOnce = 8, pollMs = 50 } = options;
  const { overdueEveryMs = 5_000, onSettled } = options;
  const settling = createSettling({ settler, log, atOnce, ...(onSettled && { onSettled }) });
  let overdueAt = 0;

  async function startSome(find: (limit: number) => Promise<string[]>): Promise<boolean> {
    const free = settling.free();
    if (free === 0) return true;
    const notNow = new Set(settling.notNow());
    const found = await find(free + notNow.size);
    const now = found.filter((subject) => !notNow.has(subject)).slice(0, free);
    for (const subject of now) settling.start(subject, loop.nudge);
    return now.length === free;
  }

  async function startOverdue(): Promise<void> {
    if (Date.now() < overdueAt) return;
    const mayBeMore = await startSome((limit) => overdueSubjects(pool, limit));
    if (!mayBeMore) overdueAt = Date.now() + overdueEveryMs;
  }

  async function look(): Promise<number> {
    const startedAt = performance.now();
    await startSome((limit) => subjectsWithWaitingFacts(pool, limit));
    await startOverdue();
    // Where the question itself is dear, with very many parked projects, it is asked less often.
    return Math.max(pollMs, 10 * (performance.now() - startedAt));
  }

  const loop = createPollLoop({ look, name: 'dispatcher', log });
  return {
    ...loop,
    async stop() {
      loop.stop();
      await settling.drained();
    },
  };
}
