import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { noteUnsent, unsentRows, type SentRow, type UnsentRow } from '../readmodel/sending.ts';
import { NotSent, type EventSink } from './event-source.ts';
import { createLeadership } from './leadership.ts';
import { createPollLoop, type PollLoop } from './poll-loop.ts';
import { idsOf, sendRows, type Sending } from './send-rows.ts';
import { createTopicRest } from './topic-rest.ts';

export interface RelayOptions {
  pool: Pool;
  sink: EventSink;
  log: Logger;
  pollMs?: number;
  /** Called after rows were sent and marked. */
  onSent?: (rows: SentRow[]) => void;
}

/** Stopping it resolves when what is at hand is sent and marked, and another may lead. */
export interface Relay extends Omit<PollLoop, 'stop'> {
  stop: () => Promise<void>;
  /** Whether this process is the one that sends. */
  isLeader: () => boolean;
}

// Below the megabyte that a broker takes in one request for a partition unless told otherwise.
const BYTES_AT_ONCE = 512 * 1024;
const ROWS_AT_ONCE = 1_000;
const FOLLOW_MS = 1_000;
// What rests may be very much to look through; what comes for other topics must not wait for its end.
const QUIET_MS = 500;

/**
 * Sends the rows of the outbox to Kafka, oldest first: at least once, in order for a key. One process
 * at a time does so; it reads, and marks what was acknowledged, on the connection that holds the
 * lock, so that without the lock it can do neither. A topic that fails rests, the others go on; a row
 * that can't be sent as it is blocks its key.
 */
export function createRelay(options: RelayOptions): Relay {
  const { pool, sink, log, pollMs = 100, onSent } = options;
  const leadership = createLeadership(pool, log);
  const rest = createTopicRest();
  // However often it is nudged: while another leads, and while nothing is left but what rests.
  let quietUntil = 0;

  async function look(): Promise<number> {
    const quietMs = quietUntil - performance.now();
    if (quietMs > 0) return quietMs;
    const client = await leadership.claim();
    if (!client) return beQuiet(FOLLOW_MS);
    try {
      return await relaySome({ client, holds: leadership.holds, sink, log, onSent });
    } catch (error) {
      leadership.resign();
      throw error;
    }
  }

  function beQuiet(ms: number): number {
    quietUntil = performance.now() + ms;
    return ms;
  }

  async function relaySome(sending: Sending): Promise<number> {
    const rows = await unsentRows(sending.client, {
      limit: ROWS_AT_ONCE,
      bytes: BYTES_AT_ONCE,
      resting: rest.topics(),
    });
    for (const [topic, group] of byTopic(rows)) await relayTopic(sending, topic, group);
    if (rows.length > 0) return 0;
    const restMs = rest.endsInMs();
    return restMs === undefined ? pollMs : beQuiet(Math.min(restMs, QUIET_MS));
  }

  async function relayTopic(sending: Sending, topic: string, rows: UnsentRow[]): Promise<void> {
    try {
      await sendRows(sending, rows);
      if (rest.worked(topic)) log.info({ topic }, 'sends to the topic again');
    } catch (error) {
      if (!(error instanceof NotSent)) throw error;
      const waitMs = rest.failed(topic);
      log.warn({ err: error, topic, waitMs }, 'nothing sent to the topic, again later');
      await noteUnsent(sending.client, idsOf(rows), error.message);
    }
  }

  const loop = createPollLoop({ look, name: 'relay', log });
  let running: Promise<void> | undefined;
  return {
    ...loop,
    async run() {
      running = loop.run();
      await running;
      leadership.resign();
    },
    async stop() {
      loop.stop();
      await running;
    },
    isLeader: leadership.holds,
  };
}

function byTopic(rows: readonly UnsentRow[]): Map<string, UnsentRow[]> {
  const groups = new Map<string, UnsentRow[]>();
  for (const row of rows) {
    const group = groups.get(row.topic);
    if (group) group.push(row);
    else groups.set(row.topic, [row]);
  }
  return groups;
}
