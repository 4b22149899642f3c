import { afterAll, beforeEach, beforeAll, describe, expect, it } from '@jest/globals';
import { addToOutbox, listBlocked, readOutboxBacklog } from '../../../readmodel/outbox.ts';
import type { Queryable } from '../../../readmodel/pool.ts';
import { unsentRows } from '../../../readmodel/sending.ts';
import { anOutgoing } from '../../support/an-outgoing.ts';
import { createTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { explaining } from '../../support/explaining.ts';

describe('the outbox', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  beforeEach(() => database.pool.query('truncate outbox restart identity'));
  afterAll(() => database.close());

  it('keeps messages byte for byte, in their order', async () => {
    const bytes = Buffer.from([0, 0xff, 0x5c, 0x22]);
    const headers = { 'content-type': 'application/json', ce_id: 'é"\\' };

    await addToOutbox(database.pool, [
      anOutgoing({ eventId: 'a', key: null, value: bytes, headers }),
      anOutgoing({ eventId: 'b', value: null }),
    ]);

    const { rows } = await database.pool.query(
      'select event_id, key, value, headers, at from outbox order by id',
    );
    expect(rows).toEqual([
      { event_id: 'a', key: null, value: bytes, headers, at: '2026-01-15T01:00:00.000Z' },
      expect.objectContaining({ event_id: 'b', key: 'p-1', value: null }),
    ]);
  });

  it('keeps a message once, however often it is added', async () => {
    const message = anOutgoing();

    await addToOutbox(database.pool, [message, message]);
    await addToOutbox(database.pool, [message]);
    await addToOutbox(database.pool, [{ ...message, topic: 'alert.events' }]);

    expect(await readOutboxBacklog(database.pool)).toMatchObject({ unsent: 2, blocked: 0 });
  });

  // As after an hour without Kafka: the planner still believes that nothing is unsent.
  it.each([
    ['the rows to be sent', (client: Queryable) => unsentRows(client, WITHOUT_REST)],
    ['the backlog', readOutboxBacklog],
    ['what is blocked', (client: Queryable) => listBlocked(client, { limit: 200 })],
  ])('reads %s in one pass, whatever the planner expects', async (_, read) => {
    await addMany(MANY, 'clock_timestamp()');
    await database.pool.query('vacuum analyze outbox');
    await addMany(MANY, 'null');
    await database.pool.query(
      'update outbox set blocked_at = now() where id in (select id from outbox where sent_at is null limit 100)',
    );

    const { client, blocks } = explaining(database.pool);
    await read(client);

    // A few for each row; reading all for each row takes many times that.
    expect(blocks()).toBeLessThan(10 * MANY);
  });

  const addMany = (count: number, sentAt: string) =>
    database.pool.query(
      `insert into outbox (topic, key, source, event_id, type, at, sent_at)
       select 't', n, '/many', gen_random_uuid(), 't', now(), ${sentAt} from generate_series(1, $1) n`,
      [count],
    );
});

const MANY = 4_000;
const WITHOUT_REST = { limit: 1_000, bytes: 1_000_000, resting: [] };
