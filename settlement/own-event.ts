import type { Instant } from '../domain/time.ts';
import type { OutgoingMessage } from '../readmodel/outbox.ts';
import { TYPE_PREFIX } from '../schemas/event.ts';

/** An event that the engine tells other systems, before it has its envelope. */
export interface OwnEvent {
  topic: string;
  /** Null: no project's alone. */
  key: string | null;
  source: string;
  /** Unique in its topic and source, and the same when it is told again. */
  id: string;
  /** Without the prefix of the catalogue. */
  type: string;
  /** Domain time. */
  at: Instant;
  /** What it is about. */
  subject?: string;
  /** Its place among those of its key. */
  sequence?: number;
  traceparent?: string | undefined;
  data: object;
}

/** The message of an event: a CloudEvent in binary mode. */
export function messageOf(event: OwnEvent): OutgoingMessage {
  const { topic, key, source, id, at, subject, sequence, traceparent, data } = event;
  const type = `${TYPE_PREFIX}${event.type}`;
  return {
    ...{ topic, key, source, eventId: id, type },
    headers: {
      ce_specversion: '1.0',
      ce_id: id,
      ce_source: source,
      ce_type: type,
      ...(subject !== undefined && { ce_subject: subject }),
      ce_time: at,
      ...(key !== null && { ce_partitionkey: key }),
      ...(sequence !== undefined && { ce_sequence: String(sequence) }),
      ...(traceparent !== undefined && { ce_traceparent: traceparent }),
      'content-type': 'application/json',
    },
    value: Buffer.from(JSON.stringify(data)),
    at,
  };
}
