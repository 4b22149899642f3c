import { afterAll, beforeEach, beforeAll, describe, expect, it } from '@jest/globals';
import { addToOutbox, readOutboxBacklog } from '../../../readmodel/outbox.ts';
import { anOutgoing } from '../../support/an-outgoing.ts';
import { createTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

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
});
