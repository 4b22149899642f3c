import type { Queryable } from './pool.ts';

/**
 * SQL for the head of a `with recursive`: `waiting (subject, oldest)`, each subject that facts wait
 * for, unknown ones too, with the place of its oldest. It goes from subject to subject along the index
 * and reads one row of each, so that very many parked facts of one project cost no more than one.
 */
export const WAITING = `waiting (subject, oldest) as (
  (select subject, seq from fact where applied_at is null order by subject, seq limit 1)
  union all
  select following.* from waiting cross join lateral (
    select subject, seq from fact where applied_at is null and fact.subject > waiting.subject
    order by subject, seq limit 1) as following
)`;

/**
 * How many facts wait for a settle that can take them, counted no further than the limit: those of
 * unknown projects and of projects whose settle fails don't count.
 */
export async function countTakeable(client: Queryable, limit: number): Promise<number> {
  const { rows } = await client.query<{ waiting: number }>(
    `with recursive ${WAITING}
     select count(*) as waiting from (
       select from waiting join subject on subject.id = waiting.subject and subject.fault_count = 0
       cross join lateral (
         select from fact where fact.subject = subject.id and applied_at is null limit $1) as each
       limit $1) as takeable`,
    [limit],
  );
  return rows[0]?.waiting ?? 0;
}
