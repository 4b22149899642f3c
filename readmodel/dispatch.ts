import type { Queryable } from './pool.ts';
import { WAITING } from './waiting.ts';

// Everything here goes by real time: it is about machines that wait, not about the park.
const MAY_BE_TRIED = `(subject.fault_next_try_at is null
  or subject.fault_next_try_at <= clock_timestamp())`;

const LAGS = 'obeyed_revision < decided_revision';

// A nearer date is no hurry until it is near: by then most workflows were woken for another reason.
const OVERSLEEPS = `next_change_at < coalesce(wakes_at, 'infinity'::timestamptz)
  and next_change_at < clock_timestamp() + interval '1 hour'`;

/**
 * Registered subjects with waiting facts, the longest waiting first, closed ones included; those
 * that failed are left out until their next try.
 */
export async function subjectsWithWaitingFacts(
  client: Queryable,
  limit: number,
): Promise<string[]> {
  return ids(
    await client.query<{ id: string }>(
      `with recursive ${WAITING}
       select subject.id from waiting join subject on subject.id = waiting.subject
       where ${MAY_BE_TRIED}
       order by waiting.oldest limit $1`,
      [limit],
    ),
  );
}

/** Subjects whose next change is over a minute past, so nobody's timer has settled them. */
export async function overdueSubjects(client: Queryable, limit: number): Promise<string[]> {
  return ids(
    await client.query<{ id: string }>(
      `select id from subject
       where next_change_at < clock_timestamp() - interval '1 minute' and ${MAY_BE_TRIED}
       order by next_change_at limit $1`,
      [limit],
    ),
  );
}

/**
 * Subjects whose next ring is due, the longest due first: their workflow lags behind what was decided,
 * or would sleep through a change that comes within the hour.
 */
export async function subjectsToRing(client: Queryable, limit: number): Promise<string[]> {
  return ids(
    await client.query<{ id: string }>(
      `select id from subject
       where (${LAGS} or (${OVERSLEEPS})) and next_ring_at <= clock_timestamp()
       order by next_ring_at limit $1`,
      [limit],
    ),
  );
}

/**
 * Notes a try to ring; the next is due 30 s later, then doubling up to 5 min while nothing new is
 * decided: Temporal keeps a ring, and one more only adds to what a busy worker is behind with. False
 * while somebody settles the subject: who is frozen in it must not hold up the others.
 */
export async function markRung(client: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `update subject set rings = rings + 1,
       next_ring_at = clock_timestamp()
         + least(interval '5 minutes', interval '30 seconds' * 2 ^ least(rings, 4))
     where id = (select id from subject where id = $1 for no key update skip locked)`,
    [id],
  );
  return rowCount === 1;
}

/** Makes every ring that is still owed due at once: for when Temporal answers again. */
export async function hastenRings(client: Queryable): Promise<number> {
  const { rowCount } = await client.query(
    `update subject set rings = 0, next_ring_at = clock_timestamp()
     where ${LAGS} or (${OVERSLEEPS})`,
  );
  return rowCount ?? 0;
}

/** A subject that is not closed, so a workflow should follow it. */
export interface OpenSubject {
  id: string;
  /** What its workflow is known to have carried out; 0 when it never has. */
  obeyedRevision: number;
}

/** Every subject that should have an open workflow. */
export async function openSubjects(client: Queryable): Promise<OpenSubject[]> {
  const { rows } = await client.query<OpenSubject>(
    'select id, obeyed_revision as "obeyedRevision" from subject where not closed order by id',
  );
  return rows;
}

/**
 * Takes a workflow for lost: it is counted and rung at once, and everything that should exist beside
 * the subject is told again. False when the subject is closed or nothing was obeyed since.
 */
export async function forgetObeyed(client: Queryable, id: string): Promise<boolean> {
  // One statement, so that no settle comes between the row and its levels.
  const { rowCount } = await client.query(
    `with lost as (
       update subject set obeyed_revision = 0, lost_count = lost_count + 1, rings = 0,
         next_ring_at = clock_timestamp(), lagging_since = coalesce(lagging_since, clock_timestamp())
       where id = $1 and not closed and obeyed_revision > 0
       returning id
     ), untold as (
       update level set told_revision = 0 from lost where level.subject = lost.id
     )
     select id from lost`,
    [id],
  );
  return rowCount === 1;
}

/** Numbers for the metrics: what waits, how long, what failed, what was lost. */
export interface Backlog {
  waitingFacts: number;
  oldestWaitingSeconds: number;
  parkedFacts: number;
  faultySubjects: number;
  laggingSubjects: number;
  overdueSubjects: number;
  lostCount: number;
}

/** Everything that waits at this moment; `clockOffsetMs` because facts arrive in domain time. */
export async function readBacklog(client: Queryable, clockOffsetMs: number): Promise<Backlog> {
  const { rows } = await client.query<Backlog>(
    `with waiting as (
       select arrived_at, subject.id is null as parked
       from fact left join subject on subject.id = fact.subject where applied_at is null
     )
     select
       (select count(*) from waiting where not parked)::int as "waitingFacts",
       (select count(*) from waiting where parked)::int as "parkedFacts",
       (select coalesce(greatest(0, extract(epoch from
          clock_timestamp() + $1 * interval '1 millisecond' - min(arrived_at))), 0)
        from waiting where not parked)::float8 as "oldestWaitingSeconds",
       (select count(*) from subject where fault_count > 0)::int as "faultySubjects",
       (select count(*) from subject where obeyed_revision < decided_revision)::int as "laggingSubjects",
       (select count(*) from subject
        where next_change_at < clock_timestamp() - interval '1 minute')::int as "overdueSubjects",
       (select coalesce(sum(lost_count), 0) from subject)::int as "lostCount"`,
    [clockOffsetMs],
  );
  const [row] = rows;
  if (!row) throw new Error('PostgreSQL gave no backlog');
  return row;
}

const ids = ({ rows }: { rows: { id: string }[] }): string[] => rows.map(({ id }) => id);
