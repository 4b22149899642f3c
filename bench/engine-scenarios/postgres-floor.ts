import type { Pool } from 'pg';
import { inTransaction } from '../../readmodel/pool.ts';
import type { EngineRound, EngineScenario, Figures } from '../scenario.ts';

/** The least that PostgreSQL costs an event that must be kept and change one row. */
export const POSTGRES_FLOOR: EngineScenario = {
  name: 'postgres-floor',
  on: 'engine',
  title: 'Floor: one PostgreSQL transaction an event',
  about:
    'Eight connections, as many as the gateway settles with; each event one transaction of its own that inserts it and updates the row of its project. No Kafka, no rules.',
  figures: [{ key: 'postgresFloor', title: 'events', unit: 'a second' }],
  measure,
};

const AT_ONCE = 8;
const PROJECTS = 1_000;

async function measure({ engine, sizes, number }: EngineRound): Promise<Figures> {
  const { pool } = engine;
  await prepare(pool);
  const waiting = Array.from({ length: sizes.postgresFloor }, (_, nth) => nth).values();
  const begin = performance.now();
  const lanes = Array.from({ length: AT_ONCE }, async () => {
    for (const nth of waiting) await keep(pool, `${number}-${nth}`, nth % PROJECTS);
  });
  await Promise.all(lanes);
  return { postgresFloor: (sizes.postgresFloor * 1_000) / (performance.now() - begin) };
}

// In a schema of its own, which the engine does not look into.
async function prepare(pool: Pool): Promise<void> {
  await pool.query(`create schema if not exists floor;
    create table if not exists floor.event (id text primary key, body jsonb not null);
    create table if not exists floor.project (id int primary key, events int not null)`);
  await pool.query(
    'insert into floor.project select nth, 0 from generate_series(0, $1) as nth on conflict do nothing',
    [PROJECTS],
  );
}

async function keep(pool: Pool, id: string, project: number): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query('insert into floor.event (id, body) values ($1, $2)', [id, { project }]);
    await client.query('update floor.project set events = events + 1 where id = $1', [project]);
  });
}
