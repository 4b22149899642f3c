import type { FactRef } from '../domain/assessment.ts';
import type { Queryable } from './pool.ts';

/** A fact of one of these subjects as it came in: the event's data, or what a person or the engine said; `undefined` where none of them has it. */
export async function rawFact(
  client: Queryable,
  { source, id }: FactRef,
  subjects: readonly string[],
): Promise<unknown> {
  const { rows } = await client.query<{ raw: unknown }>(
    `select coalesce(event.raw, fact.body) as raw
     from fact left join event on event.source = fact.source and event.event_id = fact.fact_id
     where fact.subject = any($3) and fact.source = $1 and fact.fact_id = $2
     limit 1`,
    [source, id, subjects],
  );
  return rows[0]?.raw;
}
