import type { Pool } from 'pg';
import { IS_OPEN } from './observe.ts';
import { sleep } from './run-clock.ts';

/** What is still to be done somewhere, in words; none when everything has come to rest. */
export type LeftOver = () => Promise<string[]>;

const LIMIT_MS = 180_000;
const LOOK_EVERY_MS = 500;
const LOOKS_IN_A_ROW = 3;

/** Waits until nothing is left to be done, at several looks in a row; gives what was left when it took too long. */
export async function untilAtRest(leftOver: LeftOver): Promise<string[]> {
  const until = performance.now() + LIMIT_MS;
  let quiet = 0;
  for (;;) {
    const left = await leftOver().catch((error: unknown) => [String(error)]);
    quiet = left.length === 0 ? quiet + 1 : 0;
    if (quiet === LOOKS_IN_A_ROW) return [];
    if (performance.now() > until) return left.map((what) => `did not come to rest: ${what}`);
    await sleep(LOOK_EVERY_MS);
  }
}

/** Each counts what must be none. */
const QUESTIONS: Record<string, string> = {
  'facts that wait for a registered project': `
    select count(*) from fact join subject on subject.id = fact.subject where applied_at is null`,
  'projects whose workflow lags': `
    select count(*) from subject where obeyed_revision < decided_revision`,
  'projects that can not be settled': 'select count(*) from subject where fault_count > 0',
  'projects whose next change is overdue': `
    select count(*) from subject where next_change_at < clock_timestamp()`,
  'alerts that were not told': 'select count(*) from level where told_revision < wanted_revision',
  'alerts that stand otherwise than wanted': `
    select count(*) from level
    left join alert on alert_id = 'alert/' || substr(subject, length('project/') + 1) || '/' || level_id
    where level.kind = 'alert' and (coalesce(${IS_OPEN}, false) <> (level.severity is not null)
      or (level.severity is not null and level.severity <> alert.severity))`,
  'messages that did not leave': `
    select count(*) from outbox where sent_at is null and discarded_at is null`,
};

/** What PostgreSQL and Kafka show to be undone. */
export function leftOverIn(pool: Pool, lag: () => Promise<number>): LeftOver {
  return async () => {
    const counts = await Promise.all(
      Object.entries(QUESTIONS).map(async ([what, sql]) => {
        const { rows } = await pool.query<{ count: number }>(sql);
        return [what, rows[0]?.count ?? 0] as const;
      }),
    );
    const behind = ['messages that were not read', await lag()] as const;
    return [...counts, behind].flatMap(([what, count]) => (count > 0 ? [`${count} ${what}`] : []));
  };
}
