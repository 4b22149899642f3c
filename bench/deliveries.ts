import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';

/** The events of one source. */
export interface Applied {
  count: number;
  /** When the last of them could first be read as applied, ms since 1970. */
  last: number;
}

// A quiet machine needs seconds; what takes longer than this is lost.
const LIMIT_MS = 600_000;
const LOOK_EVERY_MS = 50;

/**
 * Waits until so many events of a source have arrived and each has been applied. Throws when some
 * were set aside as dead letters, or did not come within ten minutes.
 */
export async function untilApplied(pool: Pool, source: string, count: number): Promise<Applied> {
  const end = performance.now() + LIMIT_MS;
  while ((await arrived(pool, source)) < count || (await waiting(pool))) {
    await refuseDeadLetters(pool, source);
    if (performance.now() > end) throw new Error(`${source}: not all ${count} events were applied`);
    await wait(LOOK_EVERY_MS);
  }
  const times = [...(await appliedTimes(pool, source)).values()];
  if (times.length !== count) {
    throw new Error(`${source}: ${times.length} events were applied instead of ${count}`);
  }
  return { count, last: Math.max(...times) };
}

/** When the settle that applied it was committed, by the id of the event: ms since 1970. */
export async function appliedTimes(pool: Pool, source: string): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ id: string; at: number }>(
    `select fact_id as id, (extract(epoch from pg_xact_commit_timestamp(fact.xmin)) * 1000)::float8 as at
     from event join fact on fact.subject = 'project/' || event.project_code
       and fact.source = event.source and fact.fact_id = event.event_id
     where event.source = $1 and applied_at is not null`,
    [source],
  );
  return new Map(rows.map(({ id, at }) => [id, at]));
}

async function arrived(pool: Pool, source: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'select count(*) from event where source = $1',
    [source],
  );
  return rows[0]?.count ?? 0;
}

async function waiting(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ waiting: boolean }>(
    'select exists (select from fact where applied_at is null) as waiting',
  );
  return rows[0]?.waiting === true;
}

async function refuseDeadLetters(pool: Pool, source: string): Promise<void> {
  const { rows } = await pool.query<{ reason: string; detail: string }>(
    'select reason, detail from dead_letter where source = $1 limit 1',
    [source],
  );
  const [letter] = rows;
  if (letter) throw new Error(`${source}: ${letter.reason}, ${letter.detail}`);
}
