import type { Instant, Moment } from '../domain/time.ts';
import type { Queryable } from './pool.ts';

/** A system that sends events, with its last one by arrival. */
export interface SourceRow {
  source: string;
  events: number;
  lastType: string;
  lastOccurredAt: Moment;
  lastArrivedAt: Instant;
}

/** All sources that ever spoke, by name. */
export async function listSources(client: Queryable): Promise<SourceRow[]> {
  const { rows } = await client.query<SourceRow>(
    `select s.source, s.events, last.type as "lastType", last.occurred_at as "lastOccurredAt",
       last.arrived_at as "lastArrivedAt"
     from (select source, count(*)::int as events from event group by source) s,
       lateral (select type, occurred_at, arrived_at from event e where e.source = s.source
                order by arrived_at desc, event_id desc limit 1) last
     order by s.source collate "C"`,
  );
  return rows;
}
