import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from 'pg';
import { changedProjects } from '../readmodel/subjects.ts';
import {
  changesAfter,
  isChangeKnown,
  lastChange,
  type TimelineRow,
} from '../readmodel/timeline.ts';

/** Somebody who is told of changes as they come. */
export interface ChangeListener {
  /** Lines of timelines in the order of `changesAfter`, each once; never none. */
  take: (rows: readonly TimelineRow[]) => void;
  /** Projects that were changed just now, whether or not a line tells of it; of the past none are named. */
  touch: (projects: readonly string[]) => void;
  /** Too much has happened since to be told one by one, or nobody knows since when: all may have changed. */
  reset: () => void;
}

/** Tells all listeners of one process what changes, by one query for all of them. */
export interface ChangeHub {
  /** Tells of what comes after the line `after`, or from now on; ends with the returned function. */
  follow: (listener: ChangeListener, after: number | undefined) => () => void;
  listeners: () => number;
  /** Ends for good. */
  close: () => void;
}

/** How often the hub looks for changes, real milliseconds. */
export const STREAM_POLL_MS = 250;
const PAGE = 500;
// Whoever was away for longer reads everything anew rather than each change.
const MOST_PAGES = 10;

interface Seat extends ChangeListener {
  /** The last line told; undefined: none, and nothing of the past is wanted. */
  at: number | undefined;
  /** Told by the common query from now on. */
  live: boolean;
  pages: number;
}

interface Hub {
  pool: Pool;
  seats: Set<Seat>;
  /** The last line that the common query has given. */
  head: number;
  /** Where the common query for projects goes on. */
  touchedSince: string | undefined;
}

/** The hub of a process; it asks PostgreSQL only while somebody listens. */
export function createChangeHub(
  { pool, log }: { pool: Pool; log: Pick<FastifyBaseLogger, 'warn'> },
  pollMs = STREAM_POLL_MS,
): ChangeHub {
  const hub: Hub = { pool, seats: new Set(), head: 0, touchedSince: undefined };
  const closing = new AbortController();
  let runs = false;

  async function run(): Promise<void> {
    let knowsHead = false;
    while (hub.seats.size > 0 && !closing.signal.aborted) {
      try {
        if (!knowsHead) await begin(hub);
        knowsHead = true;
        await turn(hub);
      } catch (error) {
        log.warn({ err: error }, 'the stream could not look for changes');
      }
      await sleep(pollMs, undefined, { signal: closing.signal }).catch(() => undefined);
    }
    runs = false;
  }

  return {
    follow(listener, after) {
      const seat: Seat = { ...listener, at: after, live: after === undefined, pages: 0 };
      hub.seats.add(seat);
      if (!runs) {
        runs = true;
        void run();
      }
      return () => {
        hub.seats.delete(seat);
      };
    },
    listeners: () => hub.seats.size,
    close() {
      closing.abort();
      hub.seats.clear();
    },
  };
}

async function begin(hub: Hub): Promise<void> {
  hub.head = await lastChange(hub.pool);
  hub.touchedSince = (await changedProjects(hub.pool, undefined)).next;
}

async function turn(hub: Hub): Promise<void> {
  for (const seat of hub.seats) if (!seat.live) await catchUp(hub, seat);
  const rows = await changesAfter(hub.pool, hub.head, PAGE);
  hub.head = rows.at(-1)?.id ?? hub.head;
  for (const seat of hub.seats) if (seat.live) give(seat, rows);
  const { projects, next } = await changedProjects(hub.pool, hub.touchedSince);
  hub.touchedSince = next;
  if (projects.length > 0) for (const seat of hub.seats) seat.touch(projects);
}

/** Brings a seat to where the common query stands, then it is told with the others. */
async function catchUp({ pool, head }: Hub, seat: Seat): Promise<void> {
  if (seat.at === undefined || !(await isChangeKnown(pool, seat.at))) {
    seat.reset();
    seat.live = true;
    return;
  }
  for (; seat.at !== head; seat.pages += 1) {
    if (seat.pages === MOST_PAGES) {
      seat.reset();
      break;
    }
    const rows = await changesAfter(pool, seat.at, PAGE);
    const end = rows.findIndex(({ id }) => id === head);
    give(seat, end < 0 ? rows : rows.slice(0, end + 1));
    // Further than the others, so that they come up to where it is.
    if (end < 0 && rows.length < PAGE) break;
  }
  seat.live = true;
}

// What it has heard already, because it was further than the others, is not told twice.
function give(seat: Seat, rows: readonly TimelineRow[]): void {
  const fresh = rows.slice(rows.findIndex(({ id }) => id === seat.at) + 1);
  const last = fresh.at(-1);
  if (!last) return;
  seat.at = last.id;
  seat.take(fresh);
}
