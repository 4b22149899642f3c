import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';
import { approvalSubject } from '../readmodel/subject-id.ts';

const LIMIT_MS = 600_000;
const LOOK_EVERY_MS = 50;

/** When the settle of its approval that took it was committed, by the id of the event: ms since 1970. */
export async function takenTimes(pool: Pool, source: string): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ id: string; at: number }>(
    `select fact_id as id, (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000)::float8 as at
     from fact where source = $1 and subject like 'approval/%' and applied_at is not null`,
    [source],
  );
  return new Map(rows.map(({ id, at }) => [id, at]));
}

/** An item that could be applied for, since when: ms since 1970. */
export interface OpenedItem {
  project: string;
  item: string;
  at: number;
}

/** When the settle was committed that opened each item, but those open from the beginning: its line in the story, since nothing changes that later. */
export async function openedItems(pool: Pool, projects: readonly string[]): Promise<OpenedItem[]> {
  const { rows } = await pool.query<OpenedItem>(
    `select project_code as project, object as item,
       (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000)::float8 as at
     from timeline where subject = any($1) and kind = 'itemChanged' and to_value = 'ready'`,
    [subjectsOf(projects)],
  );
  return rows;
}

/** How many requests the approvals of these projects have written so far. */
export async function requestsWritten(pool: Pool, projects: readonly string[]): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*) as count from outbox where topic = 'approval.requests' and key = any($1)`,
    [projects],
  );
  return rows[0]?.count ?? 0;
}

/** Waits until every approval says that it is complete. Throws when one does not within ten minutes. */
export async function untilComplete(pool: Pool, projects: readonly string[]): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  while ((await incomplete(pool, projects)) > 0) {
    if (performance.now() > end) throw new Error('Not all approvals are complete');
    await wait(LOOK_EVERY_MS);
  }
}

async function incomplete(pool: Pool, projects: readonly string[]): Promise<number> {
  const { rowCount } = await pool.query(
    'select from approval_snapshot where subject = any($1) and not complete',
    [subjectsOf(projects)],
  );
  return rowCount ?? 0;
}

const subjectsOf = (projects: readonly string[]): string[] =>
  projects.map((project) => approvalSubject(project, 1));
