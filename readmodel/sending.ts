import type { Queryable } from './pool.ts';
import { FIRST_BLOCKED, FREE, SENDABLE } from './outbox.ts';

/** A row of the outbox as it is to be sent. */
export interface UnsentRow {
  id: number;
  topic: string;
  key: string | null;
  headers: Record<string, string>;
  value: Buffer | null;
}

/** How long a row has waited from its writing until it was marked as sent. */
export interface SentRow {
  topic: string;
  waitedSeconds: number;
}

// Any number, the same for every process of every version.
const LEADER_LOCK = 5_211_309;

/** Makes the session of `client` the one that sends; it stays so until the session ends. */
export async function tryToLead(client: Queryable): Promise<boolean> {
  const { rows } = await client.query<{ leads: boolean }>(
    'select pg_try_advisory_lock($1) as leads',
    [LEADER_LOCK],
  );
  if (!rows[0]?.leads) return false;
  await client.query(LEADING);
  return true;
}

// A mark that a crash loses costs a duplicate with the same id, and settles need the disk more. The
// lock of a machine that has vanished is free again after 15 s instead of hours.
const LEADING = `set synchronous_commit = off;
  set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 2`;

/**
 * The oldest rows to be sent, in their order: at least one, else up to both limits. Without those of
 * the topics that rest, and without what is blocked or waits behind something blocked.
 */
export async function unsentRows(
  client: Queryable,
  { limit, bytes, resting }: { limit: number; bytes: number; resting: readonly string[] },
): Promise<UnsentRow[]> {
  const { rows } = await client.query<UnsentRow>(
    `with ${FIRST_BLOCKED}, oldest as materialized (
       select id, coalesce(octet_length(value), 0) as size from outbox as waiting
       where ${SENDABLE} and ${FREE} and topic <> all ($3)
       order by id limit $1
     ), measured as (
       select id, coalesce(sum(size) over (order by id rows between unbounded preceding
         and 1 preceding), 0) as before, size from oldest
     )
     select id, topic, key, headers, value from outbox join measured using (id)
     where before = 0 or before + size <= $2 order by id`,
    [limit, bytes, resting],
  );
  return rows;
}

/** Notes that rows are sent. */
export async function markSent(client: Queryable, ids: readonly number[]): Promise<SentRow[]> {
  const { rows } = await client.query<SentRow>(
    `update outbox set sent_at = clock_timestamp(), attempts = attempts + 1, fault = null
     where id = any ($1)
     returning topic, extract(epoch from clock_timestamp() - created_at)::float8
       as "waitedSeconds"`,
    [ids],
  );
  return rows;
}

/** Notes why rows could not be sent now; they are tried again. */
export async function noteUnsent(
  client: Queryable,
  ids: readonly number[],
  fault: string,
): Promise<void> {
  await client.query('update outbox set attempts = attempts + 1, fault = $2 where id = any ($1)', [
    ids,
    fault.slice(0, MAX_FAULT),
  ]);
}

/** Notes that a row can't be sent as it is: what follows under its key waits. */
export async function blockRow(client: Queryable, id: number, fault: string): Promise<void> {
  await client.query(
    `update outbox set attempts = attempts + 1, fault = $2, blocked_at = clock_timestamp()
     where id = $1`,
    [id, fault.slice(0, MAX_FAULT)],
  );
}

const MAX_FAULT = 1_000;
