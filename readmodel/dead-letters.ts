import type { Instant } from '../domain/time.ts';
import type { DeadLetterReason } from '../schemas/dead-letter.ts';
import type { LetterFault } from '../schemas/event-fault.ts';
import { storableText } from '../schemas/storable.ts';
import type { Queryable } from './pool.ts';
import { ALL_PROJECTS, knowableCondition, seenValues, type SeenProjects } from './sight.ts';

/** A message that could not be taken, with all that a person needs to find and mend it. */
export interface DeadLetter {
  reason: DeadLetterReason;
  /** Where in the message, such as `data.issuedOn`. */
  path?: string | undefined;
  /** In the words of the validator. */
  detail: string;
  /** The same by codes, as far as they are known. */
  faults?: readonly LetterFault[] | undefined;
  source?: string | undefined;
  eventId?: string | undefined;
  type?: string | undefined;
  projectCode?: string | undefined;
  /** As its source wrote it: a day or an instant. */
  occurredAt?: string | undefined;
  /** How often this message was sent again before. */
  replayCount?: number | undefined;
  /** The message's bytes as they came. */
  raw: Buffer | null;
  key?: string | null | undefined;
  headers: Record<string, string>;
  topic: string;
  partition: number;
  offset: string | number;
  at: Instant;
}

/** What people decided on a dead letter; `open` waits for them. */
export const FATES = ['open', 'replayed', 'discarded'] as const;
export type Fate = (typeof FATES)[number];

/** A dead letter without its content. */
export interface DeadLetterRow {
  id: number;
  reason: DeadLetterReason;
  path: string | null;
  detail: string;
  /** Null where only the words of the validator are known. */
  faults: LetterFault[] | null;
  source: string | null;
  eventId: string | null;
  type: string | null;
  projectCode: string | null;
  occurredAt: string | null;
  fate: Fate;
  replayCount: number;
  topic: string;
  partition: number;
  offset: number;
  at: Instant;
}

/** A dead letter as it came. */
export interface DeadLetterContent extends DeadLetterRow {
  /** The message as text; what is not UTF-8 in it is replaced. */
  raw: string | null;
  key: string | null;
  headers: Record<string, string>;
}

const COLUMNS = `id, reason, path, detail, faults, source, event_id as "eventId", type,
  project_code as "projectCode", occurred_at as "occurredAt", fate, replay_count as "replayCount",
  topic, partition, kafka_offset as "offset", at`;
const MAX_TEXT = 2_000;
const MOST_FAULTS = 20;

/** Keeps a message that could not be taken; false if there is one of its coordinates and bytes. */
export async function addDeadLetter(client: Queryable, letter: DeadLetter): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into dead_letter (reason, path, detail, source, event_id, type, project_code, raw, key,
       headers, topic, partition, kafka_offset, at, occurred_at, replay_count,
       faults)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
     on conflict do nothing`,
    [
      letter.reason,
      text(letter.path),
      text(letter.detail),
      text(letter.source),
      text(letter.eventId),
      text(letter.type),
      text(letter.projectCode),
      letter.raw,
      text(letter.key),
      JSON.stringify(storableHeaders(letter.headers)),
      letter.topic,
      letter.partition,
      letter.offset,
      letter.at,
      text(letter.occurredAt),
      letter.replayCount ?? 0,
      storableFaults(letter.faults),
    ],
  );
  return rowCount === 1;
}

/** Which dead letters are asked for; without a fate, of every one. */
export interface DeadLetterQuery {
  reason?: DeadLetterReason | undefined;
  fate?: Fate | undefined;
  /** The id of the last one seen. */
  before?: number | undefined;
  limit: number;
  /** None of another project. */
  seen?: SeenProjects | undefined;
}

/** Newest first. */
export async function listDeadLetters(
  client: Queryable,
  { reason, fate, before, limit, seen = ALL_PROJECTS }: DeadLetterQuery,
): Promise<DeadLetterRow[]> {
  const { rows } = await client.query<DeadLetterRow>(
    `select ${COLUMNS} from dead_letter
     where ($1::text is null or reason = $1) and ($2::text is null or fate = $2)
       and ($3::bigint is null or id < $3) and ${knowableCondition('dead_letter.project_code', ['$5', '$6'])}
     order by id desc limit $4`,
    [reason ?? null, fate ?? null, before ?? null, limit, ...seenValues(seen)],
  );
  return rows;
}

/** One dead letter by its id, with its content; `undefined` where it is of a project that is not seen. */
export async function findDeadLetter(
  client: Queryable,
  id: number,
  seen = ALL_PROJECTS,
): Promise<DeadLetterContent | undefined> {
  const { rows } = await client.query<DeadLetterMessage>(
    `select ${COLUMNS}, raw, key, headers from dead_letter
     where id = $1 and ${knowableCondition('dead_letter.project_code', ['$2', '$3'])}`,
    [id, ...seenValues(seen)],
  );
  const [row] = rows;
  return row && { ...row, raw: row.raw?.toString('utf8') ?? null };
}

/** Whether the event that a dead letter holds was taken later, or had been taken before under its id. */
export async function isEventKnown(
  client: Queryable,
  { source, eventId }: Pick<DeadLetterRow, 'source' | 'eventId'>,
): Promise<boolean> {
  const { rowCount } = await client.query('select from event where source = $1 and event_id = $2', [
    source,
    eventId,
  ]);
  return rowCount === 1;
}

/** A dead letter with its bytes. */
export type DeadLetterMessage = Omit<DeadLetterContent, 'raw'> & { raw: Buffer | null };

/** Locks these dead letters, by id; those that are not there are missing in the answer. */
export async function lockDeadLetters(
  client: Queryable,
  ids: readonly number[],
  seen = ALL_PROJECTS,
): Promise<DeadLetterMessage[]> {
  const { rows } = await client.query<DeadLetterMessage>(
    `select ${COLUMNS}, raw, key, headers from dead_letter
     where id = any($1) and ${knowableCondition('dead_letter.project_code', ['$2', '$3'])}
     order by id for update`,
    [ids, ...seenValues(seen)],
  );
  return rows;
}

/** The oldest open dead letters of a reason, by id. */
export async function oldestOpen(
  client: Queryable,
  reason: DeadLetterReason,
  { limit, seen = ALL_PROJECTS }: { limit: number; seen?: SeenProjects | undefined },
): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>(
    `select id from dead_letter where fate = 'open' and reason = $1
       and ${knowableCondition('dead_letter.project_code', ['$3', '$4'])} order by id limit $2`,
    [reason, limit, ...seenValues(seen)],
  );
  return rows.map(({ id }) => id);
}

/** Writes what was decided on these dead letters. */
export async function setFate(
  client: Queryable,
  ids: readonly number[],
  fate: Fate,
): Promise<void> {
  await client.query('update dead_letter set fate = $2 where id = any($1)', [ids, fate]);
}

/** How many wait for a person, of each reason, for the metrics. */
export async function countDeadLetters(
  client: Queryable,
): Promise<{ reason: DeadLetterReason; count: number }[]> {
  const { rows } = await client.query<{ reason: DeadLetterReason; count: number }>(
    `select reason, count(*) as count from dead_letter where fate = 'open' group by reason order by reason`,
  );
  return rows;
}

// A broken message may hold what PostgreSQL can't keep as text; its bytes are kept whole.
const text = (value: string | null | undefined): string | null =>
  value === undefined || value === null ? null : storableText(value, MAX_TEXT);

const storableFaults = (faults: DeadLetter['faults']): string | null =>
  faults === undefined
    ? null
    : JSON.stringify(faults.slice(0, MOST_FAULTS), (_name, value: unknown) =>
        typeof value === 'string' ? text(value) : value,
      );

function storableHeaders(headers: Record<string, string>): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [text(name) ?? '', text(value)]),
  );
}
