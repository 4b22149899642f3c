import type { Instant } from '../domain/time.ts';
import { fromMillis } from '../domain/time.ts';
import type { Queryable } from './pool.ts';

/** PostgreSQL's own time, the one clock that all processes share. */
async function realNow(client: Queryable): Promise<Instant> {
  const { rows } = await client.query<{ now: Instant }>('select clock_timestamp() as now');
  const [row] = rows;
  if (!row) throw new Error('PostgreSQL gave no time');
  return row.now;
}

/** The time in which projects live: PostgreSQL's plus the deployment's offset. */
export async function domainNow(client: Queryable, clockOffsetMs: number): Promise<Instant> {
  return shift(await realNow(client), clockOffsetMs);
}

/** An instant so many milliseconds later, or earlier when negative. */
export const shift = (instant: Instant, ms: number): Instant =>
  fromMillis(Date.parse(instant) + ms);
