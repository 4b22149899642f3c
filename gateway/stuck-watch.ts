import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { findStuck, type StuckReason, type StuckSubject } from '../readmodel/stuck.ts';
import { createPollLoop, type PollLoop } from './poll-loop.ts';

export interface StuckWatchOptions {
  pool: Pool;
  clockOffsetMs: number;
  log: Logger;
  everyMs?: number;
}

/** How many projects, alerts and mailboxes were stuck at the last look, and since when the longest of each reason. */
export type StuckSummary = Partial<Record<StuckReason, { projects: number; since: string }>>;

/** Looks for stuck projects, without Temporal: those that it can't serve are among them. */
export interface StuckWatch extends PollLoop {
  /** As of the last look; nothing before the first. */
  summary: () => StuckSummary;
}

const MINUTE_MS = 60_000;

/** Looks every minute, and logs each of them once when it gets stuck and once when it goes on. */
export function createStuckWatch(options: StuckWatchOptions): StuckWatch {
  const { pool, clockOffsetMs, log, everyMs = MINUTE_MS } = options;
  let known = new Map<string, StuckSubject>();

  async function look(): Promise<number> {
    const found = await findStuck(pool, clockOffsetMs);
    const now = new Map(found.map((one) => [one.subject, one]));
    for (const one of found) {
      if (known.get(one.subject)?.reason !== one.reason) log.warn(one, 'stuck');
    }
    for (const { subject, projectCode } of known.values()) {
      if (!now.has(subject)) log.info({ subject, projectCode }, 'goes on');
    }
    known = now;
    return everyMs;
  }

  return {
    ...createPollLoop({ look, name: 'stuck watch', log }),
    summary: () => summarise([...known.values()]),
  };
}

// They come the longest stuck first within a reason.
function summarise(stuck: readonly StuckSubject[]): StuckSummary {
  const summary: StuckSummary = {};
  for (const { reason, since } of stuck) {
    const { projects, since: first } = summary[reason] ?? { projects: 0, since };
    summary[reason] = { projects: projects + 1, since: first };
  }
  return summary;
}
