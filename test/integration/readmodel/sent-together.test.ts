import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { gatherWrites } from '../../../readmodel/gathered-writes.ts';
import { inQuickTransaction, inTransaction, together } from '../../../readmodel/pool.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase({ migrated: false });
  await database.pool.query('create table said (id int primary key, text text)');
});

afterAll(() => database.close());

beforeEach(() => database.pool.query('delete from said'));

const INSERT = 'insert into said (id, text) values ($1, $2)';

async function ids(): Promise<number[]> {
  const { rows } = await database.pool.query<{ id: number }>('select id from said order by id');
  return rows.map(({ id }) => id);
}

describe('statements that are sent at once', () => {
  it('run in the order in which they were sent, each seeing what was done before it', async () => {
    const counts = await inTransaction(database.pool, async (client) => {
      const count = () => client.query<{ count: number }>('select count(*) from said');
      const [none, , one] = await together([count(), client.query(INSERT, [1, 'a']), count()]);
      return [none.rows[0]?.count, one.rows[0]?.count];
    });

    expect(counts).toEqual([0, 1]);
  });

  it('throw what failed by itself, and all of them are undone', async () => {
    const trying = inTransaction(database.pool, (client) =>
      together([
        client.query(INSERT, [1, 'a']),
        client.query('select 1 / 0'),
        client.query(INSERT, [2, 'b']),
      ]),
    );

    await expect(trying).rejects.toMatchObject({ code: '22012' });
    expect(await ids()).toEqual([]);
  });
});

describe('a transaction whose commit is sent with its last write', () => {
  it('counts', async () => {
    await inQuickTransaction(database.pool, async ({ client, begun, commit }) => {
      await begun;
      await together([client.query(INSERT, [1, 'a']), commit()]);
    });

    expect(await ids()).toEqual([1]);
  });

  it('counts for nothing when that write fails, and leaves its connection to others', async () => {
    const trying = inQuickTransaction(database.pool, async ({ client, begun, commit }) => {
      await begun;
      await client.query(INSERT, [1, 'a']);
      await together([client.query(INSERT, [1, 'again']), commit()]);
    });

    await expect(trying).rejects.toMatchObject({ code: '23505' });
    expect(await ids()).toEqual([]);
    await database.pool.query(INSERT, [2, 'b']);
    expect(await ids()).toEqual([2]);
  });
});

describe('writes that are gathered', () => {
  it('leave as one statement, each with its own values', async () => {
    const writes = gatherWrites();
    await writes.query(INSERT, [1, 'a']);
    await writes.query({ name: 'another', text: 'insert into said values ($1::int * 10, $2)' }, [
      2,
      'b',
    ]);
    await writes.sendTo(database.pool);
    await writes.sendTo(database.pool);

    const { rows } = await database.pool.query('select id, text from said order by id');
    expect(rows).toEqual([
      { id: 1, text: 'a' },
      { id: 20, text: 'b' },
    ]);
  });

  it('are none where nothing was written', async () => {
    await gatherWrites().sendTo({ query: () => Promise.reject(new Error('sent')) });

    expect(await ids()).toEqual([]);
  });
});
