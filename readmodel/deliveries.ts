import type { Instant } from '../domain/time.ts';
import type { Queryable } from './pool.ts';

/** `sending` is written before the call; `unknown` may have arrived. */
export const DELIVERY_STATES = ['sending', 'sent', 'refused', 'failed', 'unknown'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** One try to hand a message over; times are real. */
export interface DeliveryRow {
  messageId: number;
  /** From 1. */
  try: number;
  channel: string;
  state: DeliveryState;
  beganAt: Instant;
  endedAt: Instant | null;
  /** What the platform said, or what became of the try. */
  answer: string | null;
}

const COLUMNS = `message_id as "messageId", try, channel, delivery.state, began_at as "beganAt",
  ended_at as "endedAt", answer`;

/** All tries of a message, in their order. */
export async function deliveriesOf(client: Queryable, messageId: number): Promise<DeliveryRow[]> {
  const { rows } = await client.query<DeliveryRow>(
    `select ${COLUMNS} from delivery where message_id = $1 order by try`,
    [messageId],
  );
  return rows;
}

/** Writes down that a try begins now, before it does. */
export async function beginDelivery(
  client: Queryable,
  { messageId, try: number, channel }: Pick<DeliveryRow, 'messageId' | 'try' | 'channel'>,
): Promise<void> {
  await client.query(
    `insert into delivery (message_id, try, channel, state, began_at)
     values ($1, $2, $3, 'sending', clock_timestamp())`,
    [messageId, number, channel],
  );
}

/** Writes down how a try ended; one whose end was unknown may still turn out to have been sent. */
export async function endDelivery(
  client: Queryable,
  { messageId, try: number }: Pick<DeliveryRow, 'messageId' | 'try'>,
  { state, answer }: { state: Exclude<DeliveryState, 'sending'>; answer: string },
): Promise<void> {
  await client.query(
    `update delivery set state = $3, answer = $4, ended_at = clock_timestamp()
     where message_id = $1 and try = $2 and state in ('sending', 'unknown')`,
    [messageId, number, state, answer],
  );
}

/** A try with whom it was meant for. */
export interface ListedDelivery extends DeliveryRow {
  id: number;
  addressee: string;
}

/** Tries, the latest first, below a number. */
export async function listDeliveries(
  client: Queryable,
  ask: { channel?: string; state?: DeliveryState; before?: number; limit: number },
): Promise<ListedDelivery[]> {
  const { rows } = await client.query<ListedDelivery>(
    `select delivery.id, ${COLUMNS}, addressee from delivery join message on message.id = message_id
     where ($1::text is null or channel = $1) and ($2::text is null or delivery.state = $2)
       and ($3::bigint is null or delivery.id < $3)
     order by delivery.id desc limit $4`,
    [ask.channel ?? null, ask.state ?? null, ask.before ?? null, ask.limit],
  );
  return rows;
}

/** How a channel has done in the last 24 hours; times are real. */
export interface ChannelStanding {
  channel: string;
  sent: number;
  refused: number;
  failed: number;
  unknown: number;
  lastSentAt: Instant | null;
  /** Tries in a row, up to now, that failed or whose end is unknown. */
  failures: number;
  /** When the first of them began. */
  failingSince: Instant | null;
  lastAnswer: string | null;
}

/** Each channel that was tried in the last 24 hours, by name. */
export async function channelStandings(client: Queryable): Promise<ChannelStanding[]> {
  const { rows } = await client.query<ChannelStanding>(
    `with recent as (
       select * from delivery where began_at > clock_timestamp() - interval '24 hours'),
     sent as (select channel, max(began_at) as at from recent where state = 'sent' group by 1)
     select recent.channel, count(*) filter (where state = 'sent')::int as sent,
       count(*) filter (where state = 'refused')::int as refused,
       count(*) filter (where state = 'failed')::int as failed,
       count(*) filter (where state = 'unknown')::int as unknown,
       max(sent.at) as "lastSentAt",
       count(*) filter (where ${FAILED_SINCE})::int as failures,
       min(began_at) filter (where ${FAILED_SINCE}) as "failingSince",
       (array_agg(answer order by began_at desc) filter (where answer is not null))[1] as "lastAnswer"
     from recent left join sent on sent.channel = recent.channel
     group by recent.channel order by recent.channel`,
  );
  return rows;
}

const FAILED_SINCE = `state in ('failed', 'unknown') and began_at > coalesce(sent.at, '-infinity')`;
