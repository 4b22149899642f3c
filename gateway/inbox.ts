import pg from 'pg';
import type { Pool } from 'pg';
import { addDeadLetter, type DeadLetter } from '../readmodel/dead-letters.ts';
import { storeEvents } from '../readmodel/events.ts';
import { addToOutbox, type OutgoingMessage } from '../readmodel/outbox.ts';
import { inTransaction } from '../readmodel/pool.ts';
import type { DeadLetterReason } from '../schemas/dead-letter.ts';
import { deadLetterMessage } from './dead-letter-message.ts';
import { refusedRow, type SortedMessage } from './sort-message.ts';

/** What became of a batch, for the metrics. */
export interface Taken {
  stored: number;
  duplicates: number;
  deadLetters: DeadLetterReason[];
}

/**
 * Stores a batch in one transaction: events with their waiting facts, and dead letters. Where
 * PostgreSQL refuses a value, the batch is halved until the message is found that holds it, and that
 * one becomes a dead letter: one bad row never blocks the others. Throws while PostgreSQL is away.
 */
export async function takeIn(pool: Pool, batch: SortedMessage[]): Promise<Taken> {
  return takePart(pool, batch, false);
}

async function takePart(pool: Pool, batch: SortedMessage[], isBuried: boolean): Promise<Taken> {
  try {
    return await inTransaction(pool, (client) => store(client, batch));
  } catch (error) {
    const [first, second] = batch;
    if (!first || isBuried || !isRefusedValue(error)) throw error;
    if (!second) return takePart(pool, [buried(first, error)], true);
    const middle = Math.ceil(batch.length / 2);
    const taken = await takePart(pool, batch.slice(0, middle), false);
    return sum(taken, await takePart(pool, batch.slice(middle), false));
  }
}

async function store(client: pg.PoolClient, batch: SortedMessage[]): Promise<Taken> {
  const events = batch.flatMap((sorted) => ('row' in sorted ? [sorted] : []));
  const fates = await storeEvents(
    client,
    events.map(({ row }) => row),
  );
  const conflicts = events
    .filter((_, index) => fates[index] === 'conflict')
    .map(({ message, row }) => ({ message, letter: refusedRow(message, row, CONFLICT) }));
  const refused = [
    ...batch.flatMap((sorted) => ('letter' in sorted ? [sorted] : [])),
    ...conflicts,
  ];
  await setAside(client, refused);
  return {
    stored: fates.filter((fate) => fate === 'new').length,
    duplicates: fates.filter((fate) => fate === 'duplicate').length,
    deadLetters: refused.map(({ letter }) => letter.reason),
  };
}

/** Keeps dead letters and sends each on its way to its dead-letter topic, once. */
async function setAside(
  client: pg.PoolClient,
  refused: readonly Extract<SortedMessage, { letter: DeadLetter }>[],
): Promise<void> {
  const messages: OutgoingMessage[] = [];
  for (const { message, letter } of refused) {
    const isNew = await addDeadLetter(client, letter);
    if (isNew) messages.push(deadLetterMessage(letter, message.sentAt));
  }
  await addToOutbox(client, messages);
}

const CONFLICT: Pick<DeadLetter, 'reason' | 'detail' | 'faults'> = {
  reason: 'payload-conflict',
  detail: 'the same source and id came before with another payload, which stays as it is',
  faults: [{ path: 'id', kind: { code: 'conflict' } }],
};

// A letter that PostgreSQL refuses as well loses what may be at fault, never its coordinates and bytes.
function buried(sorted: SortedMessage, error: pg.DatabaseError): SortedMessage {
  const detail = `PostgreSQL refuses it: ${error.message}`;
  if ('row' in sorted) {
    const letter = refusedRow(sorted.message, sorted.row, { reason: 'invalid-data', detail });
    return { message: sorted.message, letter };
  }
  const { reason, raw, topic, partition, offset, at } = sorted.letter;
  const letter = { reason, detail, raw, headers: {}, topic, partition, offset, at };
  return { message: sorted.message, letter };
}

// Classes of SQLSTATE about the value itself: data exception, constraint, a limit of the program.
const REFUSED = ['22', '23', '54'];

function isRefusedValue(error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && REFUSED.includes(error.code?.slice(0, 2) ?? '');
}

const sum = (a: Taken, b: Taken): Taken => ({
  stored: a.stored + b.stored,
  duplicates: a.duplicates + b.duplicates,
  deadLetters: [...a.deadLetters, ...b.deadLetters],
});
