import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { createFigures } from '../../../gateway/figures.ts';
import type { GatewayHealth } from '../../../gateway/health.ts';
import { addDeadLetter } from '../../../readmodel/dead-letters.ts';
import { addToOutbox } from '../../../readmodel/outbox.ts';
import { addRecheck, noteRechecked } from '../../../readmodel/rechecks.ts';
import { createTestDatabase, testPool, type TestDatabase } from '../../support/database.ts';

const AT = '2026-01-15T01:00:00.000Z';
const HEALTH: GatewayHealth = {
  live: true,
  ready: true,
  neighbours: {
    kafka: { answers: true },
    postgres: { answers: true },
    temporal: { answers: false },
  },
  kafka: { state: 'running', lag: 7, stalled: false, restarts: 0, jumps: [] },
  holding: 'back-pressure',
  temporalOutages: 1,
  stuck: {},
};

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

/** The samples that a gateway shows, without help and types. */
async function samples(pool = database.pool): Promise<string[]> {
  const health = () => HEALTH;
  const text = await createFigures({ registry: new Registry(), pool, clockOffsetMs: 0, health })();
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

describe('the figures of a gateway', () => {
  it('tell of its neighbours', async () => {
    expect(await samples()).toEqual(
      expect.arrayContaining([
        'kaigong_up{neighbour="kafka"} 1',
        'kaigong_up{neighbour="temporal"} 0',
        'kaigong_holding{why="back-pressure"} 1',
        'kaigong_holding{why="postgres-away"} 0',
        'kaigong_kafka_lag 7',
      ]),
    );
  });

  it('show 0 for reasons of which there is none, so that the first one is a rise', async () => {
    expect(await samples()).toEqual(
      expect.arrayContaining([
        'kaigong_dead_letters{reason="not-json"} 0',
        'kaigong_stuck_projects{reason="faulty"} 0',
        'kaigong_outbox_unsent 0',
      ]),
    );
  });

  it('count what is set aside, what has not left and what is stuck', async () => {
    const { pool } = database;
    const place = { topic: 'permit.events', partition: 0, offset: 1, at: AT };
    const letter = { reason: 'not-json' as const, detail: 'x', raw: null, headers: {}, ...place };
    await addDeadLetter(pool, letter);
    const to = { topic: 'project.events', key: 'a', source: '/kaigong/project', type: 'x' };
    await addToOutbox(pool, [{ ...to, eventId: '1', headers: {}, value: null, at: AT }]);
    await pool.query(
      `insert into subject (id, kind, project_code, registered_at, next_change_at)
       values ('project/late', 'project', 'late', $1, clock_timestamp() - interval '1 hour')`,
      [AT],
    );

    expect(await samples()).toEqual(
      expect.arrayContaining([
        'kaigong_dead_letters{reason="not-json"} 1',
        'kaigong_dead_letters{reason="unknown-type"} 0',
        'kaigong_outbox_unsent 1',
        'kaigong_stuck_projects{reason="overdue"} 1',
        'kaigong_overdue_projects 1',
      ]),
    );
  });

  it('show how far a recheck is while it runs', async () => {
    const { pool } = database;
    expect(await samples()).toContain('kaigong_recheck_projects 0');
    const order = { generation: 1, definitions: [], coreVersion: 1, keepTemplates: false };
    const by = { ratePerSecond: 20, actor: 'office', startedAt: AT };
    const id = await addRecheck(pool, { ...order, ...by }, ['project/a', 'project/b']);
    await noteRechecked(pool, id, { subject: 'project/a', to: 'red' });

    expect(await samples()).toEqual(
      expect.arrayContaining(['kaigong_recheck_projects 2', 'kaigong_recheck_projects_done 1']),
    );
  });

  it('have no value for what PostgreSQL knows while it is away, which is not zero', async () => {
    const nowhere = testPool('postgres://kaigong@127.0.0.1:1/kaigong');
    const shown = await samples(nowhere);
    await nowhere.end();

    expect(shown).toContain('kaigong_kafka_lag 7');
    expect(shown.filter((line) => /dead_letters|stuck|outbox|waiting/.test(line))).toEqual([]);
  });
});
