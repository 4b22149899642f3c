import type { Pool } from 'pg';
import { ACTIVITIES, type Activity } from '../oracle/plan.ts';

/** How often something worked so far. */
export type Tally = Record<Activity, number>;

/** Nothing yet. */
export const emptyTally = (): Tally => ({ taken: 0, applied: 0, answered: 0 });

/** What worked between two moments. */
export function since(before: Tally, after: Tally): Tally {
  const entries = ACTIVITIES.map((activity) => [activity, after[activity] - before[activity]]);
  return Object.fromEntries(entries) as Tally; // of every activity
}

const LOOK_EVERY_MS = 250;

/** Counts what takes effect until the signal; while PostgreSQL is away nothing does. */
export async function countApplied(pool: Pool, tally: Tally, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const { rows } = await pool.query<{ count: number }>(
        'select count(*) as count from fact where applied_at is not null',
      );
      tally.applied = Math.max(tally.applied, rows[0]?.count ?? 0);
    } catch {
      // Away: asked again.
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
