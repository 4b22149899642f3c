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

// Who waits is a question over all who wait: asked once for so many, not for each that is done.
const LOOK_AHEAD = 64;

/** Stopping it resolves when the settles at hand are done. */
export interface Dispatcher extends Omit<PollLoop, 'stop'> {
  /** Settles next those that another settle has left facts for, without asking PostgreSQL who waits. */
  awaken: (subjects: readonly string[]) => void;
  stop: () => Promise<void>;
}

/**
 * Settles every project and approval that has waiting facts, or whose next change is over a minute past and whose
 * workflow therefore sleeps too long; several at once.
 */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { pool, settler, log, atOnce = 8, pollMs = 50 } = options;
  const { overdueEveryMs = 5_000, onSettled } = options;
  const settling = createSettling({ settler, log, atOnce, ...(onSettled && { onSettled }) });
  /** Found with waiting facts and not begun yet, the longest waiting first. */
  const ahead: string[] = [];
  const state = { overdueAt: 0, stopped: false };

  function startAhead(): void {
    const notNow = new Set(settling.notNow());
    while (settling.free() > 0 && !state.stopped) {
      const subject = ahead.shift();
      if (subject === undefined) return;
      if (!notNow.has(subject)) settling.start(subject, goOn);
      notNow.add(subject);
    }
  }

  function goOn(): void {
    startAhead();
    if (ahead.length === 0) loop.nudge();
  }

  async function startWaiting(): Promise<void> {
    if (settling.free() === 0) return;
    if (ahead.length === 0) {
      // Those that are done by the time of the answer may still have waited when it was given.
      const notNow = new Set(settling.notNow());
      const found = await subjectsWithWaitingFacts(pool, LOOK_AHEAD + notNow.size);
      ahead.push(...found.filter((subject) => !notNow.has(subject)));
    }
    startAhead();
  }

  async function startOverdue(): Promise<void> {
    const free = settling.free();
    if (Date.now() < state.overdueAt || free === 0) return;
    const notNow = new Set(settling.notNow());
    const found = await overdueSubjects(pool, free + notNow.size);
    const now = found.filter((subject) => !notNow.has(subject)).slice(0, settling.free());
    for (const subject of now) settling.start(subject, goOn);
    if (now.length < free) state.overdueAt = Date.now() + overdueEveryMs;
  }

  async function look(): Promise<number> {
    const startedAt = performance.now();
    await startWaiting();
    await startOverdue();
    // Where the question itself is dear, with very many parked projects, it is asked less often.
    return Math.max(pollMs, 10 * (performance.now() - startedAt));
  }

  const loop = createPollLoop({ look, name: 'dispatcher', log });
  return {
    ...loop,
    awaken(subjects) {
      ahead.unshift(...new Set(subjects.filter((subject) => !ahead.includes(subject))));
      startAhead();
    },
    async stop() {
      loop.stop();
      state.stopped = true;
      await settling.drained();
    },
  };
}
