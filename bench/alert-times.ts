import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';
import { benchNow } from './clock.ts';

// Temporal's development server takes up some fifteen alerts a second: ten thousand last twelve minutes.
const LIMIT_MS = 2_400_000;
const LOOK_EVERY_MS = 250;

/** How many alerts are open that have steps to come. */
export async function openAlerts(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from alert where state <> 'closed' and exists (
       select from alert_step where alert_step.alert_id = alert.alert_id
         and done_at is null and dropped_at is null)`,
  );
  return rows[0]?.count ?? 0;
}

/**
 * From the commit that opened the alert of each project to that of its first delivery, in ms, once
 * each has one. Throws when one has none within forty minutes.
 */
export async function handOvers(pool: Pool, projects: readonly string[]): Promise<number[]> {
  const end = performance.now() + LIMIT_MS;
  for (;;) {
    const { rows } = await pool.query<{ ms: number }>(
      `select min(extract(epoch from pg_xact_commit_timestamp(delivery.xmin)
           - pg_xact_commit_timestamp(alert_record.xmin)) * 1000)::float8 as ms
       from notice
         join alert_record on alert_record.alert_id = notice.alert_id and alert_record.seq = 1
         join delivery on delivery.message_id = notice.message_id and delivery.state = 'sent'
       where notice.project_code = any($1) group by notice.project_code`,
      [projects],
    );
    if (rows.length >= projects.length) return rows.map(({ ms }) => ms);
    if (performance.now() > end) throw new Error(`${rows.length} of ${projects.length} were told`);
    await wait(LOOK_EVERY_MS);
  }
}

/** An alert by its parts. */
export interface NamedAlert {
  projectCode: string;
  levelId: string;
}

/** Makes the next step of so many open alerts due now, those with the most time left first. */
export async function bringForward(pool: Pool, count: number): Promise<NamedAlert[]> {
  const { rows } = await pool.query<NamedAlert>(
    `with next as (
       select distinct on (alert_id) alert_id, step_id, at from alert_step
       where done_at is null and dropped_at is null order by alert_id, at, step_id),
     chosen as (select * from next order by at desc, alert_id limit $1)
     update alert_step set at = $2 from chosen join alert on alert.alert_id = chosen.alert_id
     where alert_step.alert_id = chosen.alert_id and alert_step.step_id = chosen.step_id
     returning alert.project_code as "projectCode",
       substr(alert_step.alert_id, length('alert/' || alert.project_code || '/') + 1) as "levelId"`,
    [count, benchNow()],
  );
  return rows;
}

/** Waits until no step is due; gives the commit of the last that was done, ms since 1970. Throws when some stay for forty minutes. */
export async function walked(pool: Pool): Promise<number> {
  const end = performance.now() + LIMIT_MS;
  while (await isDue(pool)) {
    if (performance.now() > end) throw new Error('Some steps stay due');
    await wait(LOOK_EVERY_MS);
  }
  const { rows } = await pool.query<{ last: number }>(
    `select (extract(epoch from max(pg_xact_commit_timestamp(xmin))) * 1000)::float8 as last
     from alert_step where done_at is not null`,
  );
  return rows[0]?.last ?? NaN;
}

async function isDue(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ due: boolean }>(
    `select exists (select from alert_step
       where done_at is null and dropped_at is null and at <= $1) as due`,
    [benchNow()],
  );
  return rows[0]?.due === true;
}
