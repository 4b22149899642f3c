import type { Instant } from '../domain/time.ts';
import type { Queryable } from './pool.ts';

/** A system that sends events, and the last it said. */
export interface SourceRow {
  source: string;
  count: number;
  lastArrivedAt: Instant;
  /** When the last event to arrive was true: a day or an instant. */
  lastOccurredAt: string;
  lastType: string;
  lastEventId: string;
  lastProjectCode: string;
}

/** Every source that was ever heard, by name. */
export async function listSources(client: Queryable): Promise<SourceRow[]> {
  const { rows } = await client.query<SourceRow>(
    `select counted.source, counted.count, last.arrived_at as "lastArrivedAt",
       last.occurred_at as "lastOccurredAt", last.type as "lastType",
       last.event_id as "lastEventId", last.project_code as "lastProjectCode"
     from (select source, count(*) as count from event group by source) as counted
     cross join lateral (
       select * from event where event.source = counted.source
       order by arrived_at desc, event_id desc limit 1
     ) as last
     order by counted.source`,
  );
  return rows;
}
