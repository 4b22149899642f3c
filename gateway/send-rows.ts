import type { Logger } from 'pino';
import type { Queryable } from '../readmodel/pool.ts';
import { blockRow, markSent, type SentRow, type UnsentRow } from '../readmodel/sending.ts';
import { NotSent, type EventSink } from './event-source.ts';

/** What sending works with. */
export interface Sending {
  /** The connection that holds the lock. */
  client: Queryable;
  /** Whether it still does. */
  holds: () => boolean;
  sink: EventSink;
  log: Logger;
  onSent?: ((rows: SentRow[]) => void) | undefined;
}

/**
 * Sends rows in their order and marks them. Where the broker refuses a message as it is, the rows
 * are halved until the one is found, and that one blocks its key. Throws NotSent when the rest can't
 * be sent now, and anything else when PostgreSQL is away or the lock is lost.
 */
export async function sendRows(
  sending: Sending,
  rows: readonly UnsentRow[],
  blocked = new Set<string>(),
): Promise<void> {
  const free = rows.filter(({ key }) => key === null || !blocked.has(key));
  if (free.length === 0) return;
  const refusal = await publish(sending, free);
  if (!refusal) {
    const sent = await markSent(sending.client, idsOf(free));
    sending.onSent?.(sent);
    return;
  }
  const [first, second] = free;
  if (first && !second) return block(sending, first, { refusal, blocked });
  const middle = Math.ceil(free.length / 2);
  await sendRows(sending, free.slice(0, middle), blocked);
  await sendRows(sending, free.slice(middle), blocked);
}

/** Gives the refusal if there is one; throws what else went wrong. */
async function publish({ holds, sink }: Sending, rows: UnsentRow[]): Promise<NotSent | undefined> {
  if (!holds()) throw new Error('The lock is lost: another may send');
  try {
    await sink.publish(rows);
    return undefined;
  } catch (error) {
    if (error instanceof NotSent && error.why === 'refused') return error;
    throw error;
  }
}

async function block(
  { client, log }: Sending,
  { id, topic, key }: UnsentRow,
  { refusal, blocked }: { refusal: NotSent; blocked: Set<string> },
): Promise<void> {
  log.error({ err: refusal, id, topic, key }, 'a row of the outbox can not be sent as it is');
  await blockRow(client, id, refusal.message);
  if (key !== null) blocked.add(key);
}

/** Ids in the order of the rows. */
export const idsOf = (rows: readonly UnsentRow[]): number[] => rows.map(({ id }) => id);
