import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { createConsumer } from '../../../gateway/consumer.ts';
import type { RawBatch } from '../../../gateway/event-source.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { anEvent } from '../../support/an-event.ts';
import { sharedStack } from '../../support/stack.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const batchOf = (partition: number): RawBatch => ({
  topic: 'site.events',
  partition,
  messages: [
    {
      topic: 'site.events',
      partition,
      offset: 0n,
      key: null,
      value: Buffer.from(JSON.stringify(anEvent('site.update.noted.v1'))),
      headers: { 'content-type': Buffer.from('application/cloudevents+json') },
    },
  ],
});

/** Lets nobody into the database, or again; who is connected is thrown out. */
async function allowConnections(allowed: boolean): Promise<void> {
  const admin = new pg.Client({ connectionString: sharedStack().postgres });
  const name = new URL(database.url).pathname.slice(1);
  await admin.connect();
  await admin.query(`alter database ${name} with allow_connections ${String(allowed)}`);
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
    name,
  ]);
  await admin.end();
}

describe('a consumer whose PostgreSQL was away', () => {
  it('takes in again as soon as one partition is stored, whatever others met before', async () => {
    const consumer = createConsumer({
      pool: database.pool,
      clockOffsetMs: 0,
      log: pino({ level: 'silent' }),
    });
    await allowConnections(false);
    expect(await consumer.handle(batchOf(0))).toEqual({ pauseMs: expect.any(Number) });
    expect(consumer.holding()).toBe('postgres-away');

    await allowConnections(true);
    expect(await consumer.handle(batchOf(1))).toEqual({ through: 0n });
    expect(consumer.holding()).toBeUndefined();
  });
});
