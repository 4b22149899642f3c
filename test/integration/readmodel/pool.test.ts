import { EventEmitter, once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assertConnections } from '../../../readmodel/connections.ts';
import { createPool, inTransaction } from '../../../readmodel/pool.ts';
import { createTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestStack } from '../../support/stack.ts';

describe('the pool', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await database.pool.query('create table kept (id int)');
  });
  afterAll(() => database.close());

  it('gives instants as ISO text in UTC and bigints as numbers', async () => {
    const { rows } = await database.pool.query(
      `select timestamptz '2026-01-15 09:00:00.123+08' as at, 9007199254740991::bigint as big,
         array[1::bigint] as bigs, '{"a": 1}'::jsonb as body, count(*) as count from kept`,
    );

    const at = '2026-01-15T01:00:00.123Z';
    const bigs = ['1'];
    expect(rows).toEqual([{ at, big: 9007199254740991, bigs, body: { a: 1 }, count: 0 }]);
  });

  it('refuses a bigint that a number cannot hold', async () => {
    const query = database.pool.query('select 9007199254740993::bigint');
    await expect(query).rejects.toThrow(/beyond what a number holds/);
  });

  it('keeps nothing of a transaction that throws, and its connection is free again', async () => {
    const work = inTransaction(database.pool, async (client) => {
      await client.query('insert into kept values (1)');
      throw new Error('half way');
    });

    await expect(work).rejects.toThrow('half way');
    const { rows } = await database.pool.query('select * from kept');
    expect(rows).toEqual([]);
    expect(database.pool.idleCount).toBe(database.pool.totalCount);
  });

  it('survives the end of a connection that was just handed out', async () => {
    const client = await database.pool.connect();
    // Not `once` of events, which would listen to errors itself.
    const ended = new Promise((resolve) => client.once('end', resolve));
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    await database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await ended;

    const asked = client.query('select');
    client.release(true);
    await expect(asked).rejects.toThrow();
    expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('survives the end of an idle connection and of one within a transaction', async () => {
    const heard = new EventEmitter();
    const pool = createPool({
      connectionString: database.url,
      applicationName: 'to-be-broken',
      onIdleError: () => heard.emit('idle'),
    });
    const end =
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'to-be-broken/%'";

    await pool.query('select 1');
    const broken = once(heard, 'idle');
    await database.pool.query(end);
    await broken;
    const cutOff = inTransaction(pool, async (client) => {
      await client.query('select 1');
      await database.pool.query(end);
      await client.query('select 2');
    });

    await expect(cutOff).rejects.toThrow();
    expect((await pool.query('select 3 as three')).rows).toEqual([{ three: 3 }]);
    await pool.end();
  });

  it('gives up a PostgreSQL that is frozen, and gives the connection to nobody', async () => {
    const pool = createPool({
      connectionString: database.url,
      applicationName: 'frozen',
      max: 1,
      statementTimeoutMs: 300,
      onIdleError: () => undefined,
    });
    let frozen = 0;

    const cutOff = inTransaction(pool, async (client) => {
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
      frozen = rows[0]?.pid ?? 0;
      process.kill(frozen, 'SIGSTOP');
      await client.query('select 2');
    });

    await expect(cutOff).rejects.toThrow('Query read timeout');
    expect((await pool.query('select 3 as three')).rows).toEqual([{ three: 3 }]);
    process.kill(frozen, 'SIGCONT');
    await pool.end();
  });

  it('is one too many where the pools together exceed what PostgreSQL allows', async () => {
    const stack = await startTestStack(['postgres']);
    const poolOf = (name: string, max: number) =>
      createPool({
        connectionString: stack.addresses.postgres,
        applicationName: name,
        max,
        onIdleError: () => undefined,
      });
    const pools = [
      poolOf('kaigong-gateway', 100),
      poolOf('other', 500),
      poolOf('kaigong-worker', 97),
    ];
    const late = poolOf('kaigong-api', 1);
    try {
      for (const pool of pools) await assertConnections(pool);

      await expect(assertConnections(late)).rejects.toThrow(
        /allows 197 connections.*may open 198: kaigong-api 1, kaigong-gateway 100, kaigong-worker 97/,
      );
    } finally {
      for (const pool of [...pools, late]) await pool.end();
      await stack.remove();
    }
  });

  it('gives up a statement that takes too long', async () => {
    const pool = createPool({
      connectionString: database.url,
      applicationName: 'impatient',
      statementTimeoutMs: 50,
      onIdleError: () => undefined,
    });

    await expect(pool.query('select pg_sleep(20)')).rejects.toThrow(/statement timeout/);
    await pool.end();
  });
});
