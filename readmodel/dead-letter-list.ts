import type { Instant } from '../domain/time.ts';
import type { DeadLetterReason } from '../schemas/dead-letter.ts';
import type { Queryable } from './pool.ts';

/** A message that was set aside, without the message itself. */
export interface DeadLetterRow {
  id: number;
  reason: DeadLetterReason;
  path: string | null;
  detail: string;
  source: string | null;
  eventId: string | null;
  type: string | null;
  project: string | null;
  topic: string;
  partition: number;
  offset: number;
  at: Instant;
}

/** With the message as it came. */
export interface DeadLetterBody extends DeadLetterRow {
  key: string | null;
  headers: Record<string, string>;
  raw: Buffer | null;
}

const COLUMNS = `id, reason, path, detail, source, event_id as "eventId", type,
  project_code as project, topic, partition, kafka_offset as "offset", at`;

/** Dead letters, latest first; those before `before` only. */
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
    [reason, before, limit],
  );
  return rows;
}

/** One dead letter; `undefined` for an unknown number. */
export async function findDeadLetter(
  client: Queryable,
  id: number,
): Promise<DeadLetterBody | undefined> {
  const { rows } = await client.query<DeadLetterBody>(
    `select ${COLUMNS}, key, headers, raw from dead_letter where id = $1`,
    [id],
  );
  return rows[0];
}
