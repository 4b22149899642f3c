import type { PoolClient } from 'pg';
import type { Instant } from '../domain/time.ts';
import { addToOutbox, type OutgoingMessage } from '../readmodel/outbox.ts';
import type { CloudEvent, RawCloudEvent } from '../schemas/cloud-event.ts';
import { TOPIC_OF } from '../schemas/event.ts';

// Any number, the same for every process of every version.
const LOCK = 5_211_308;
const STRUCTURED = { 'content-type': 'application/cloudevents+json; charset=UTF-8' };

/**
 * Holds up every other writer of incoming events until the transaction of `client` ends, as the order
 * of the outbox asks for.
 */
export async function lockIncoming(client: PoolClient): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
}

/** An event that has passed its schema, and as it came. */
export interface IncomingEvent {
  raw: RawCloudEvent;
  event: CloudEvent;
}

/**
 * Sends events on their way into Kafka: they leave once the transaction of `client` has committed.
 * Idempotent on source and id; the caller holds `lockIncoming`.
 */
export async function sendIn(
  client: PoolClient,
  events: readonly IncomingEvent[],
  at: Instant,
): Promise<void> {
  await addToOutbox(
    client,
    events.map((incoming) => messageOf(incoming, at)),
  );
}

function messageOf({ raw, event }: IncomingEvent, at: Instant): OutgoingMessage {
  const { id, source, type, data } = event;
  const topic = TOPIC_OF(type);
  if (!topic) throw new Error(`No topic takes ${type}`);
  const value = Buffer.from(JSON.stringify(raw));
  const key = data.projectCode;
  return { topic, key, source, eventId: id, type, headers: STRUCTURED, value, at };
}
