import type { FactRef } from '../domain/assessment.ts';
import type { KnownFact } from '../domain/grounded-signal.ts';
import type { Queryable } from './pool.ts';

/** What is known of facts of some subjects, in the order asked; of one that was cleared away since, its name alone. */
export async function knownFacts(
  client: Queryable,
  refs: readonly FactRef[],
  subjects: readonly string[],
): Promise<KnownFact[]> {
  if (refs.length === 0) return [];
  const { rows } = await client.query<KnownFact>(
    `select given.source, given.id, coalesce(event.type, own.type) as type,
       coalesce(event.occurred_at, own.body ->> 'occurredAt') as "occurredAt",
       coalesce(event.arrived_at, own.arrived_at) as "arrivedAt",
       own.body -> 'data' -> 'actor' as actor,
       case when event.topic is not null then json_build_object('topic', event.topic,
         'partition', event.partition, 'offset', event.kafka_offset) end as place,
       case when own.type = 'upstream.date.v1' then json_build_object(
         'project', own.body -> 'data' ->> 'project',
         'milestone', own.body -> 'data' ->> 'milestone') end as upstream
     from unnest($1::text[], $2::text[]) with ordinality as given (source, id, nth)
     left join event on event.source = given.source and event.event_id = given.id
     left join lateral (
       select type, body, arrived_at from fact
       where subject = any($3) and fact.source = given.source and fact_id = given.id limit 1
     ) as own on true
     order by nth`,
    [refs.map(({ source }) => source), refs.map(({ id }) => id), subjects],
  );
  return rows;
}
