import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { migrate } from '../../../readmodel/migrate.ts';
import type { Queryable } from '../../../readmodel/pool.ts';
import { inTransaction } from '../../../readmodel/pool.ts';
import { addToTimeline, changesAfter, timelineOf } from '../../../readmodel/timeline.ts';
import { createTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { until } from '../../support/temporal-until.ts';
import { untilAllLinesRead } from '../../support/timeline-end.ts';

const tell = (client: Queryable, object: string, code = 'p') =>
  addToTimeline(client, {
    subject: `project/${code}`,
    revision: 1,
    at: '2026-01-15T01:00:00.000Z',
    cause: 'FACT',
    fact: { source: '/site', id: object },
    entries: [{ kind: 'colourChanged', object, from: 'green', to: 'red', detail: { why: object } }],
  });

/** What a reader sees who asks again and again, beginning after `after`. */
async function follow(pool: Pool, after: number, limit: number): Promise<string[]> {
  const objects: string[] = [];
  for (;;) {
    const rows = await changesAfter(pool, after, limit);
    const last = rows.at(-1);
    if (!last) return objects;
    objects.push(...rows.map(({ object }) => object));
    after = last.id;
  }
}

describe('the timeline', () => {
  let database: TestDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = database.pool;
  });
  afterAll(() => database.close());

  it('gives the lines of one project from its beginning, page by page', async () => {
    for (const object of ['1', '2', '3']) await tell(pool, object, 'pages');
    await tell(pool, 'foreign', 'other');

    const first = await timelineOf(pool, 'project/pages', { limit: 2 });
    const rest = await timelineOf(pool, 'project/pages', { after: first.at(-1)?.id, limit: 2 });

    expect(first.map(({ object }) => object)).toEqual(['1', '2']);
    expect(rest).toEqual([
      expect.objectContaining({
        projectCode: 'pages',
        kind: 'colourChanged',
        object: '3',
        from: 'green',
        to: 'red',
        detail: { why: '3' },
        cause: 'FACT',
        fact: { source: '/site', id: '3' },
        at: '2026-01-15T01:00:00.000Z',
      }),
    ]);
  });

  it.each([
    { early: 'slow', order: ['slow', 'quick', 'last'] },
    { early: 'quick', order: ['quick', 'slow', 'last'] },
  ])(
    'never skips a line that is committed late, the $early one having begun first',
    async (row) => {
      let place = await untilAllLinesRead(pool);
      const seen: string[] = [];
      const read = async () => {
        const rows = await changesAfter(pool, place, 10);
        seen.push(...rows.map(({ object }) => object));
        place = rows.at(-1)?.id ?? place;
      };

      await inTransaction(pool, async (slow) => {
        if (row.early === 'slow') await slow.query('select pg_current_xact_id()');
        await inTransaction(pool, async (quick) => {
          await quick.query('select pg_current_xact_id()');
          await tell(slow, 'slow');
          await tell(quick, 'quick');
        });
        await read();
      });
      await tell(pool, 'last');
      // Readers wait for the transactions of every database of the cluster, so of other tests, too.
      await until(async () => {
        await read();
        return seen.length === row.order.length;
      });

      expect(seen).toEqual(row.order);
    },
  );

  it('gives each line once to readers that page in any size, while many write', async () => {
    const start = await untilAllLinesRead(pool);
    const names = Array.from({ length: 60 }, (_, index) => `w-${index}`);

    const writing = Promise.all(names.map((name) => inTransaction(pool, (c) => tell(c, name))));
    const early = await follow(pool, start, 3);
    await writing;
    await until(async () => (await follow(pool, start, 100)).length === names.length);

    for (const limit of [1, 7, 100]) {
      const all = await follow(pool, start, limit);
      expect([...all].sort()).toEqual([...names].sort());
      expect(all.slice(0, early.length)).toEqual(early);
    }
  });

  it('can be read after it came from a dump of another cluster', async () => {
    await pool.query("update timeline set tx = '9223372036854775000' where object = 'foreign'");
    expect(await follow(pool, 0, 100)).not.toContain('foreign');

    await migrate(pool);

    await until(async () => (await follow(pool, 0, 100)).includes('foreign'));
  });
});
