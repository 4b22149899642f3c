import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encode } from '../../../gateway/codec.ts';
import type { RawMessage } from '../../../gateway/event-source.ts';
import { takeIn } from '../../../gateway/inbox.ts';
import { sortMessage, type SortedMessage } from '../../../gateway/sort-message.ts';
import { listDeadLetters } from '../../../readmodel/dead-letters.ts';
import { anEvent } from '../../support/an-event.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const NOW = '2026-01-15T01:00:00.000Z';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const sorted = (offset: number): SortedMessage => {
  const { key, value, headers } = encode(
    anEvent('site.update.noted.v1', { id: `e-${offset}` }),
    'structured',
  );
  const message: RawMessage = {
    topic: 'site.events',
    partition: 0,
    offset: BigInt(offset),
    key: Buffer.from(key ?? ''),
    value: Buffer.from(value ?? ''),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]),
    ),
  };
  return sortMessage(message, NOW);
};

/** A row that no check of ours has stopped, and that PostgreSQL refuses. */
const unstorable = (offset: number): SortedMessage => {
  const one = sorted(offset);
  return 'row' in one ? { ...one, row: { ...one.row, raw: { text: 'a\0b' } } } : one;
};

const idsOf = async () => {
  const { rows } = await database.pool.query<{ id: string }>(
    'select fact_id as id from fact order by seq',
  );
  return rows.map(({ id }) => id);
};

describe('takeIn', () => {
  it('finds the one row that PostgreSQL refuses, and keeps all others in order', async () => {
    const batch = [0, 1, 2, 3, 4, 5, 6].map((offset) =>
      offset === 3 ? unstorable(3) : sorted(offset),
    );

    const taken = await takeIn(database.pool, batch);

    expect(taken).toEqual({ stored: 6, duplicates: 0, deadLetters: ['invalid-data'] });
    expect(await idsOf()).toEqual(['e-0', 'e-1', 'e-2', 'e-4', 'e-5', 'e-6']);
    expect(await listDeadLetters(database.pool, { limit: 10 })).toMatchObject([
      { reason: 'invalid-data', eventId: 'e-3', topic: 'site.events', offset: 3 },
    ]);
  });

  it('sends a dead letter on to the dead-letter topic as it came', async () => {
    const one = unstorable(7);

    await takeIn(database.pool, [one]);

    const { rows } = await database.pool.query(
      `select topic, key, value from outbox where event_id like 'site.events/0/7/%'`,
    );
    const { key, value } = one.message;
    expect(rows).toEqual([{ topic: 'site.events.dlq', key: String(key), value }]);
  });

  it('stores nothing twice and no dead letter twice when a batch comes again', async () => {
    const batch = [sorted(10), unstorable(11)];
    await takeIn(database.pool, batch);
    const before = [await idsOf(), await listDeadLetters(database.pool, { limit: 10 })];
    // As when it was sent long ago.
    await database.pool.query('delete from outbox');

    const again = await takeIn(database.pool, batch);

    expect(again.stored).toBe(0);
    expect([await idsOf(), await listDeadLetters(database.pool, { limit: 10 })]).toEqual(before);
    expect(await database.pool.query('select from outbox')).toMatchObject({ rowCount: 0 });
  });

  it('keeps what comes from the same place of a topic that was made anew', async () => {
    const [old, fresh] = ['{"old', '{"new'].map((text) =>
      sortMessage(
        {
          ...{ topic: 'site.events', partition: 0, offset: 20n, key: null, headers: {} },
          value: Buffer.from(text),
        },
        NOW,
      ),
    );
    if (!old || !fresh) throw new Error('both are there');
    for (const one of [old, old, fresh]) await takeIn(database.pool, [one]);

    const kept = await database.pool.query<{ raw: Buffer }>(
      'select raw from dead_letter where kafka_offset = 20 order by id',
    );
    const sent = await database.pool.query<{ value: Buffer }>(
      `select value from outbox where event_id like 'site.events/0/20/%' order by id`,
    );
    expect(kept.rows.map(({ raw }) => String(raw))).toEqual(['{"old', '{"new']);
    expect(sent.rows.map(({ value }) => String(value))).toEqual(['{"old', '{"new']);
  });
});
