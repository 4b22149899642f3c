import type { Queryable } from './pool.ts';

/**
 * How many facts wait for a settle that can take them, counted no further than the limit: those of
 * unknown projects and of projects whose settle fails don't count.
 */
export async function countTakeable(client: Queryable, limit: number): Promise<number> {
  const { rows } = await client.query<{ waiting: number }>(
    `select count(*) as waiting from (
       select from fact join subject on subject.id = fact.subject
       where fact.applied_at is null and subject.fault_count = 0 limit $1) as takeable`,
    [limit],
  );
  return rows[0]?.waiting ?? 0;
}
