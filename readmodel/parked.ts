import type { Fact, FactType } from '../domain/fact.ts';
import type { Instant } from '../domain/time.ts';
import type { Queryable } from './pool.ts';
import { projectCodeOf, projectSubject } from './subject-id.ts';

/** What waits for a project that nobody has registered yet. */
export interface ParkedProject {
  projectCode: string;
  count: number;
  oldestArrivedAt: Instant;
  newestArrivedAt: Instant;
  sources: string[];
}

/** One of the facts that wait for their project. */
export interface ParkedFact {
  source: string;
  id: string;
  type: FactType;
  occurredAt: string;
  arrivedAt: Instant;
}

// Parked is a question and no status: so nothing can be forgotten between two of them.
const IS_PARKED = `applied_at is null
  and not exists (select from subject where subject.id = fact.subject)`;

/** Projects unknown here to which events came, the longest waiting first. */
export async function listParked(client: Queryable): Promise<ParkedProject[]> {
  const { rows } = await client.query<Omit<ParkedProject, 'projectCode'> & { subject: string }>(
    `select subject, count(*) as count, min(arrived_at) as "oldestArrivedAt",
       max(arrived_at) as "newestArrivedAt", array_agg(distinct source order by source) as sources
     from fact where ${IS_PARKED} group by subject order by 3, 1`,
  );
  return rows.map(({ subject, ...rest }) => ({ projectCode: projectCodeOf(subject), ...rest }));
}

/** The parked facts of one project in order of arrival. */
export async function listParkedFacts(
  client: Queryable,
  projectCode: string,
  limit: number,
): Promise<ParkedFact[]> {
  const { rows } = await client.query<ParkedFact>(
    `select source, fact_id as id, type, body->>'occurredAt' as "occurredAt", arrived_at as "arrivedAt"
     from fact where subject = $1 and ${IS_PARKED} order by seq limit $2`,
    [projectSubject(projectCode), limit],
  );
  return rows;
}

/** An event that waits for its project. */
export interface ParkedEvent {
  source: string;
  id: string;
  body: Fact;
}

/**
 * Locks the parked events of a project code, all or those named. What projects have told one another
 * is not among them: it belongs to the code.
 */
export async function lockParkedEvents(
  client: Queryable,
  projectCode: string,
  named?: readonly { source: string; id: string }[],
): Promise<ParkedEvent[]> {
  const { rows } = await client.query<ParkedEvent>(
    `select source, fact_id as id, body from fact
     where subject = $1 and ${IS_PARKED}
       and exists (select from event where event.source = fact.source and event_id = fact_id)
       and ($2::text[] is null or (source, fact_id) in (select * from unnest($2::text[], $3::text[])))
     order by seq for update of fact`,
    [
      projectSubject(projectCode),
      named?.map(({ source }) => source) ?? null,
      named?.map(({ id }) => id) ?? null,
    ],
  );
  return rows;
}

/** Has these parked events wait for another project instead. */
export async function moveParkedEvents(
  client: Queryable,
  events: readonly ParkedEvent[],
  { from, to }: { from: string; to: string },
): Promise<void> {
  await client.query(
    `update fact set subject = $2 where subject = $1 and applied_at is null
       and (source, fact_id) in (select * from unnest($3::text[], $4::text[]))`,
    [
      projectSubject(from),
      projectSubject(to),
      events.map(({ source }) => source),
      events.map(({ id }) => id),
    ],
  );
}

/** Takes these parked events away; their raw events stay. */
export async function removeParkedEvents(
  client: Queryable,
  events: readonly ParkedEvent[],
  projectCode: string,
): Promise<void> {
  await client.query(
    `delete from fact where subject = $1 and applied_at is null
       and (source, fact_id) in (select * from unnest($2::text[], $3::text[]))`,
    [projectSubject(projectCode), events.map(({ source }) => source), events.map(({ id }) => id)],
  );
}
