import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { migrate } from '../../../readmodel/migrate.ts';
import type { Queryable } from '../../../readmodel/pool.ts';
import { addSubject, changedProjects } from '../../../readmodel/subjects.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { until } from '../../support/temporal-until.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = database.pool;
  for (const code of ['early', 'late']) {
    await addSubject(pool, `project/${code}`, '2026-01-15T01:00:00.000Z');
  }
});
afterAll(() => database.close());

const change = (client: Queryable, code: string) =>
  client.query('update subject set changed_tx = pg_current_xact_id() where project_code = $1', [
    code,
  ]);

/** Asks again and again, as the stream does, until so many were named. */
async function follow(since: string, count: number): Promise<string[]> {
  const named: string[] = [];
  await until(async () => {
    const { projects, next } = await changedProjects(pool, since);
    since = next;
    named.push(...projects);
    return named.length >= count;
  });
  return named;
}

describe('projects that were changed', () => {
  it('are named once each, also the one whose transaction ends after a later one', async () => {
    const { projects, next } = await changedProjects(pool, undefined);
    const slow = await pool.connect();
    await slow.query('begin');
    await change(slow, 'late');
    await change(pool, 'early');
    const meanwhile = await changedProjects(pool, next);
    await slow.query('commit');
    slow.release();

    expect([projects, meanwhile.projects]).toEqual([[], []]);
    expect((await follow(meanwhile.next, 2)).sort()).toEqual(['early', 'late']);
  });

  it('are none that came in a dump of another cluster', async () => {
    await pool.query(`update subject set changed_tx = '9223372036854775000'`);

    await migrate(pool);

    const { rows } = await pool.query('select from subject where changed_tx is not null');
    expect(rows).toEqual([]);
  });
});
