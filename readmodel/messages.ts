import type { MessageText } from '../domain/alert/message.ts';
import type { Language } from '../domain/texts.ts';
import type { Instant } from '../domain/time.ts';
import { READY_AT } from './notices.ts';
import type { Queryable } from './pool.ts';

/** What a message is about; a digest that carries alerts too is `alerts`. */
export type MessageKind = 'alerts' | 'digest' | 'safety';

/** `unknown` may have arrived and is not sent again; `inAppOnly` has no channel but the inbox. */
export const MESSAGE_STATES = ['queued', 'sent', 'unknown', 'failed', 'inAppOnly'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** A message to one person or group. */
export interface MessageRow {
  id: number;
  /** A person's id, or `group/<robot>`. */
  addressee: string;
  kind: MessageKind;
  /** Domain time, as is `madeAt`. */
  slotAt: Instant;
  content: MessageText;
  language: Language;
  /** Where its buttons lead, by `<alert id> <step id>`; null once nothing is left to send. */
  links: Record<string, string> | null;
  madeAt: Instant;
  state: MessageState;
  /** Real time; null when nothing is left to do. */
  nextTryAt: Instant | null;
  traceparent: string | null;
}

const COLUMNS = `message.id, addressee, message.kind, slot_at as "slotAt", message.content, language,
  links, made_at as "madeAt", message.state, next_try_at as "nextTryAt", message.traceparent`;

/** Stores a message and gives its number; the first try is due at once. */
export async function addMessage(
  client: Queryable,
  message: Omit<MessageRow, 'id' | 'nextTryAt' | 'state' | 'madeAt'>,
): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `insert into message (addressee, kind, slot_at, content, language, links, traceparent, made_at,
       next_try_at)
     values ($1, $2, $3, $4, $5, $6, $7, $3, clock_timestamp()) returning id`,
    [
      message.addressee,
      message.kind,
      message.slotAt,
      JSON.stringify(message.content),
      message.language,
      JSON.stringify(message.links),
      message.traceparent,
    ],
  );
  const [row] = rows;
  if (!row) throw new Error(`No message was stored for ${message.addressee}`);
  return row.id;
}

/** A message under lock until the transaction ends; `undefined` if there is none. */
export async function lockMessage(client: Queryable, id: number): Promise<MessageRow | undefined> {
  const { rows } = await client.query<MessageRow>(
    `select ${COLUMNS} from message where id = $1 for update`,
    [id],
  );
  return rows[0];
}

/** Sets how a message stands; with no next try its links are forgotten. */
export async function setMessage(
  client: Queryable,
  id: number,
  { state, nextTryAt }: { state: MessageState; nextTryAt: Instant | null },
): Promise<void> {
  await client.query(
    `update message set state = $2, next_try_at = $3::timestamptz,
       links = case when $3::timestamptz is null then null else links end
     where id = $1`,
    [id, state, nextTryAt],
  );
}

/** What is left to hand over to somebody, the oldest first, and whether its time has come. */
export async function messagesToSend(
  client: Queryable,
  addressee: string,
): Promise<{ id: number; kind: MessageKind; nextTryAt: Instant; isDue: boolean }[]> {
  const { rows } = await client.query<{
    id: number;
    kind: MessageKind;
    nextTryAt: Instant;
    isDue: boolean;
  }>(
    `select id, kind, next_try_at as "nextTryAt", next_try_at <= clock_timestamp() as "isDue"
     from message where addressee = $1 and next_try_at is not null order by id`,
    [addressee],
  );
  return rows;
}

/** How many messages outside safety somebody got from an instant of domain time on, those of the inbox alone not counted. */
export async function countPushes(
  client: Queryable,
  addressee: string,
  from: Instant,
): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from message
     where addressee = $1 and slot_at >= $2 and kind <> 'safety' and state <> 'inAppOnly'`,
    [addressee, from],
  );
  return rows[0]?.count ?? 0;
}

/** Everybody whose notices or messages should have been dealt with for that long: a mailbox that was lost. */
export async function overdueMailboxes(
  client: Queryable,
  { before, realBefore }: { before: Instant; realBefore: Instant },
): Promise<string[]> {
  const { rows } = await client.query<{ person: string }>(
    `select distinct person from notice
     where message_id is null and dropped_at is null and how <> 'digest'
       and ${READY_AT} < $1
     union
     select addressee from message where next_try_at < $2
     order by 1`,
    [before, realBefore],
  );
  return rows.map(({ person }) => person);
}

/** A message with how often it was tried and on which channel last. */
export interface ListedMessage extends Omit<MessageRow, 'links'> {
  tries: number;
  channel: string | null;
}

/** Messages, the newest first, below a number. */
export async function listMessages(
  client: Queryable,
  ask: { addressee?: string; state?: MessageState; before?: number; limit: number },
): Promise<ListedMessage[]> {
  const { rows } = await client.query<ListedMessage>(
    `select ${COLUMNS.replace('links, ', '')}, coalesce(tries, 0) as tries, channel
     from message left join lateral (
       select try as tries, channel from delivery where message_id = message.id
       order by try desc limit 1) as last on true
     where ($1::text is null or addressee = $1) and ($2::text is null or message.state = $2)
       and ($3::bigint is null or message.id < $3)
     order by message.id desc limit $4`,
    [ask.addressee ?? null, ask.state ?? null, ask.before ?? null, ask.limit],
  );
  return rows;
}
