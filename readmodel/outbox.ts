import type { Instant } from '../domain/time.ts';
import type { Writer } from './gathered-writes.ts';
import type { Queryable } from './pool.ts';
import { ALL_PROJECTS, knowableCondition, seenValues, type SeenProjects } from './sight.ts';

/** A message that leaves for Kafka. */
export interface OutgoingMessage {
  topic: string;
  /** Messages of one topic and key leave in the order in which they were added. */
  key: string | null;
  /** With `eventId` unique in the topic. */
  source: string;
  eventId: string;
  type: string;
  /** As they stand in the message, `ce_…` included. */
  headers: Record<string, string>;
  value: Buffer | null;
  /** Domain time. */
  at: Instant;
}

/** What has not left yet. */
export interface OutboxBacklog {
  /** Rows to be sent, blocked ones and what waits behind them included. */
  unsent: number;
  /** Real seconds since the oldest of them was written that does not wait for a person; 0 when there is none. */
  oldestUnsentSeconds: number;
  /** Rows that can't be sent as they are. */
  blocked: number;
}

// Each of the two has an index of its own, so that neither is searched for among the other.
const UNSENT = 'sent_at is null and discarded_at is null';
/** Condition on a row that is to be sent by and by; `FREE` says whether it may be now. */
export const SENDABLE = `blocked_at is null and ${UNSENT}`;
const BLOCKED = `blocked_at is not null and ${UNSENT}`;

/** SQL for a `with`: the first blocked row of each topic and key, read once and not once for each row. */
export const FIRST_BLOCKED = `blocked as materialized (
  select topic, key, min(id) as id from outbox where ${BLOCKED} group by topic, key)`;

/** Condition on a sendable row, as `waiting` beside `FIRST_BLOCKED`: not behind a blocked one; a row without a key stands alone. */
export const FREE = `not exists (
  select from blocked where blocked.topic = waiting.topic and blocked.key = waiting.key
    and blocked.id < waiting.id)`;

/**
 * Adds messages in their order, in the transaction of `client`; idempotent on topic, source and id.
 * Whoever adds for a key must hold a lock that all who add for this key take.
 */
export async function addToOutbox(
  writer: Writer,
  messages: readonly OutgoingMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  await writer.query(
    `insert into outbox (topic, key, source, event_id, type, headers, value, at)
     select topic, key, source, event_id, type, headers, value, at
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::jsonb[],
       $7::bytea[], $8::timestamptz[])
       with ordinality as message (topic, key, source, event_id, type, headers, value, at, place)
     order by place
     on conflict do nothing`,
    [
      messages.map(({ topic }) => topic),
      messages.map(({ key }) => key),
      messages.map(({ source }) => source),
      messages.map(({ eventId }) => eventId),
      messages.map(({ type }) => type),
      messages.map(({ headers }) => JSON.stringify(headers)),
      messages.map(({ value }) => value),
      messages.map(({ at }) => at),
    ],
  );
}

/** How much has not left yet, and for how long. */
export async function readOutboxBacklog(client: Queryable): Promise<OutboxBacklog> {
  const { rows } = await client.query<OutboxBacklog>(
    `with ${FIRST_BLOCKED}, sendable as (
       select count(*) as rows, min(created_at) filter (where ${FREE}) as oldest
       from outbox as waiting where ${SENDABLE}
     ), held as (
       select count(*) as rows from outbox where ${BLOCKED}
     )
     select sendable.rows + held.rows as unsent, held.rows as blocked,
       coalesce(extract(epoch from clock_timestamp() - oldest), 0)::float8
         as "oldestUnsentSeconds"
     from sendable, held`,
  );
  const [backlog] = rows;
  return backlog ?? { unsent: 0, oldestUnsentSeconds: 0, blocked: 0 };
}

/** A row that can't be sent as it is. */
export interface BlockedRow {
  id: number;
  topic: string;
  key: string | null;
  source: string;
  eventId: string;
  type: string;
  /** Size of the value. */
  bytes: number;
  /** What the broker said. */
  fault: string;
  attempts: number;
  /** Domain time of its writing. */
  at: Instant;
  /** Real time. */
  blockedAt: Instant;
  /** Later rows of its topic and key. */
  waitingBehind: number;
}

/** Oldest first, after the id `after`; of projects that are seen. */
export async function listBlocked(
  client: Queryable,
  {
    after,
    limit,
    seen = ALL_PROJECTS,
  }: { after?: number | undefined; limit: number; seen?: SeenProjects | undefined },
): Promise<BlockedRow[]> {
  const { rows } = await client.query<BlockedRow>(
    `with unsent as (
       select topic, key, id from outbox where ${SENDABLE}
       union all select topic, key, id from outbox where ${BLOCKED}
     ), behind as materialized (
       select id, count(*) over (partition by topic, key order by id desc) - 1 as rows
       from unsent where key is not null
     )
     select id, topic, key, source, event_id as "eventId", type,
       coalesce(octet_length(value), 0) as bytes, fault, attempts, at, blocked_at as "blockedAt",
       coalesce(behind.rows, 0) as "waitingBehind"
     from outbox left join behind using (id) where ${BLOCKED} and id > $1 and ${knowableCondition('outbox.key', ['$3', '$4'])}
     order by id limit $2`,
    [after ?? 0, limit, ...seenValues(seen)],
  );
  return rows;
}

/** Those among these rows that are blocked, and of projects that are seen. */
export async function blockedAmong(
  client: Queryable,
  ids: readonly number[],
  seen: SeenProjects,
): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>(
    `select id from outbox where id = any ($1) and ${BLOCKED}
       and ${knowableCondition('outbox.key', ['$2', '$3'])}`,
    [ids, ...seenValues(seen)],
  );
  return rows.map(({ id }) => id);
}

/** Has blocked rows tried again, each at its place before what waits behind it; gives the ids of those that were blocked. */
export async function retryBlocked(client: Queryable, ids: readonly number[]): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>(
    `update outbox set blocked_at = null where id = any ($1) and ${BLOCKED} returning id`,
    [ids],
  );
  return rows.map(({ id }) => id);
}

/** The keys in a topic of those among these rows that are blocked. */
export async function keysOfBlocked(
  client: Queryable,
  topic: string,
  ids: readonly number[],
): Promise<string[]> {
  const { rows } = await client.query<{ key: string }>(
    `select distinct key from outbox
     where id = any ($1) and topic = $2 and key is not null and ${BLOCKED}`,
    [ids, topic],
  );
  return rows.map(({ key }) => key);
}

/** Gives blocked rows up for good and lets go what waits behind them; gives the ids of those that were blocked. */
export async function discardBlocked(client: Queryable, ids: readonly number[]): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>(
    `update outbox set discarded_at = clock_timestamp() where id = any ($1) and ${BLOCKED}
     returning id`,
    [ids],
  );
  return rows.map(({ id }) => id);
}
