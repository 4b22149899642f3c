import type { Fact } from '../domain/fact.ts';
import type { Instant, Moment } from '../domain/time.ts';
import type { Queryable } from './pool.ts';

/** A fact whose project nobody has registered. */
export interface ParkedRow {
  seq: number;
  subject: string;
  source: string;
  id: string;
  type: Fact['type'];
  occurredAt: Moment;
  arrivedAt: Instant;
}

/** Waiting facts without a subject, in the order of arrival. */
export async function listParked(
  client: Queryable,
  { after, limit }: { after?: number | undefined; limit: number },
): Promise<ParkedRow[]> {
  const { rows } = await client.query<ParkedRow>(
    `select f.seq, f.subject, f.source, f.fact_id as id, f.type,
       f.body->>'occurredAt' as "occurredAt", f.arrived_at as "arrivedAt"
     from fact f
     where f.applied_at is null and ($1::bigint is null or f.seq > $1)
       and not exists (select 1 from subject s where s.id = f.subject)
     order by f.seq limit $2`,
    [after, limit],
  );
  return rows;
}
