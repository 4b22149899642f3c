import type { Instant } from '../domain/time.ts';
import type { DeadLetterReason } from '../schemas/dead-letter.ts';
import { storableText } from '../schemas/storable.ts';
import type { Queryable } from './pool.ts';

/** A message that could not be taken, with all that a person needs to find and mend it. */
export interface DeadLetter {
  reason: DeadLetterReason;
  /** Where in the message, such as `data.issuedOn`. */
  path?: string | undefined;
  detail: string;
  source?: string | undefined;
  eventId?: string | undefined;
  type?: string | undefined;
  projectCode?: string | undefined;
  /** The message's bytes as they came. */
  raw: Buffer | null;
  key?: string | null | undefined;
  headers: Record<string, string>;
  topic: string;
  partition: number;
  offset: string | number;
  at: Instant;
}

/** A dead letter without its content. */
export interface DeadLetterRow {
  id: number;
  reason: DeadLetterReason;
  path: string | null;
  detail: string;
  source: string | null;
  eventId: string | null;
  type: string | null;
  projectCode: string | null;
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

const COLUMNS = `id, reason, path, detail, source, event_id as "eventId", type,
  project_code as "projectCode", topic, partition, kafka_offset as "offset", at`;
const MAX_TEXT = 2_000;

/** Keeps a message that could not be taken; idempotent on its coordinates. */
export async function addDeadLetter(client: Queryable, letter: DeadLetter): Promise<void> {
  await client.query(
    `insert into dead_letter (reason, path, detail, source, event_id, type, project_code, raw, key,
       headers, topic, partition, kafka_offset, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
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
    ],
  );
}

/** Newest first; `before` is the id of the last one seen. */
export async function listDeadLetters(
  client: Queryable,
  {
    reason,
    before,
    limit,
  }: { reason?: string | undefined; before?: number | undefined; limit: number },
): Promise<DeadLetterRow[]> {
  const { rows } = await client.query<DeadLetterRow>(
    `select ${COLUMNS} from dead_letter
     where ($1::text is null or reason = $1) and ($2::bigint is null or id < $2)
     order by id desc limit $3`,
    [reason ?? null, before ?? null, limit],
  );
  return rows;
}

/** One dead letter by its id, with its content. */
export async function findDeadLetter(
  client: Queryable,
  id: number,
): Promise<DeadLetterContent | undefined> {
  const { rows } = await client.query<Omit<DeadLetterContent, 'raw'> & { raw: Buffer | null }>(
    `select ${COLUMNS}, raw, key, headers from dead_letter where id = $1`,
    [id],
  );
  const [row] = rows;
  return row && { ...row, raw: row.raw?.toString('utf8') ?? null };
}

/** How many there are of each reason, for the metrics. */
export async function countDeadLetters(
  client: Queryable,
): Promise<{ reason: DeadLetterReason; count: number }[]> {
  const { rows } = await client.query<{ reason: DeadLetterReason; count: number }>(
    'select reason, count(*) as count from dead_letter group by reason order by reason',
  );
  return rows;
}

// A broken message may hold what PostgreSQL can't keep as text; its bytes are kept whole.
const text = (value: string | null | undefined): string | null =>
  value === undefined || value === null ? null : storableText(value, MAX_TEXT);

function storableHeaders(headers: Record<string, string>): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [text(name) ?? '', text(value)]),
  );
}
