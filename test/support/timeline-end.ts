import type { Pool } from 'pg';
import { lastChange } from '../../readmodel/timeline.ts';
import { until } from './temporal-until.ts';

/**
 * Waits until readers are given all lines, and gives the id of the last: they wait for transactions of
 * every database of the cluster, so of other tests, too.
 */
export async function untilAllLinesRead(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(
    'select id from timeline order by tx desc, id desc limit 1',
  );
  const end = rows[0]?.id ?? 0;
  await until(async () => (await lastChange(pool)) === end);
  return end;
}
