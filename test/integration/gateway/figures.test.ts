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

  it('count what people are told: what is late, what became of messages, and which channel fails', async () => {
    const { pool } = database;
    await pool.query(
      `insert into alert (alert_id, project_code, severity, state, opened_at, revision) values
         ('alert/a/x/due', 'a', 'red', 'toVerify', $1, 1), ('alert/a/y/due', 'a', 'red', 'closed', $1, 1)`,
      [AT],
    );
    await pool.query(
      `insert into alert_step (alert_id, step_id, kind, at, recipients, severity, how)
       values ('alert/a/x/due', '1', 'notify', clock_timestamp() - interval '1 hour', '[]', 'red', 'push')`,
    );
    await pool.query(
      `insert into message (addressee, kind, slot_at, content, language, made_at, state)
       select 'li', 'alerts', at, '{}', 'zh', at, 'unknown' from (values
         (clock_timestamp()), (clock_timestamp() - interval '25 hours')) as made (at)`,
    );
    await pool.query(
      `insert into delivery (message_id, try, channel, state, began_at)
       select min(id), try, 'email', tries.state, clock_timestamp() - (4 - try) * interval '1 minute'
       from message, (values (1, 'sent'), (2, 'failed'), (3, 'unknown')) as tries (try, state)
       where addressee = 'li' group by try, tries.state`,
    );

    expect(await samples()).toEqual(
      expect.arrayContaining([
        'kaigong_open_alerts{severity="red"} 1',
        'kaigong_open_alerts{severity="blue"} 0',
        'kaigong_late{what="step"} 1',
        'kaigong_late{what="notice"} 0',
        expect.stringMatching(/^kaigong_late_seconds\{what="step"\} 36\d\d\b/),
        'kaigong_messages{state="unknown"} 1',
        'kaigong_messages{state="failed"} 0',
        'kaigong_deliveries{channel="email",state="sent"} 1',
        'kaigong_channel_failures{channel="email"} 2',
        'kaigong_stuck_projects{reason="unwalked"} 1',
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
