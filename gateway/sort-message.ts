import type { Instant } from '../domain/time.ts';
import type { DeadLetter } from '../readmodel/dead-letters.ts';
import type { EventRow } from '../readmodel/events.ts';
import { REPLAY_COUNT } from '../schemas/dead-letter.ts';
import { isFutureDated } from '../schemas/future-dated.ts';
import { payloadHash } from '../schemas/payload-hash.ts';
import { validTraceparent } from '../schemas/trace-context.ts';
import { toFact } from '../schemas/to-fact.ts';
import { decode } from './codec.ts';
import type { RawMessage } from './event-source.ts';

/** A message with what becomes of it: the row of an event, or a dead letter that says why not. */
export type SortedMessage =
  { message: RawMessage; row: EventRow } | { message: RawMessage; letter: DeadLetter };

/** Decodes and checks a message; `now` in domain time. Never throws, whatever the bytes are. */
export function sortMessage(message: RawMessage, now: Instant): SortedMessage {
  try {
    return sort(message, now);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { message, letter: deadLetter(message, now, { reason: 'invalid-data', detail }) };
  }
}

function sort(message: RawMessage, now: Instant): SortedMessage {
  const decoded = decode(message);
  if (!decoded.ok) {
    const { reason, path, detail, faults, id, source, type, projectCode } = decoded;
    const about = { path, detail, faults, eventId: id, source, type, projectCode };
    return { message, letter: deadLetter(message, now, { reason, ...about }) };
  }
  const { event, raw } = decoded;
  const row: EventRow = {
    source: event.source,
    eventId: event.id,
    payloadHash: payloadHash(raw),
    type: event.type,
    projectCode: event.data.projectCode,
    occurredAt: event.data.occurredAt,
    raw,
    topic: message.topic,
    partition: message.partition,
    offset: String(message.offset),
    fact: toFact(event, now),
    traceparent: validTraceparent(event.traceparent),
  };
  if (!isFutureDated(row.occurredAt, now)) return { message, row };
  const detail = `says to have been true at ${row.occurredAt}, more than a day after ${now}`;
  const kind = { code: 'futureDated', occurredAt: row.occurredAt, now } as const;
  const why = { reason: 'future-dated', detail, faults: [{ path: '', kind }] } as const;
  return { message, letter: refusedRow(message, row, why) };
}

/** The dead letter of an event that was valid by itself. */
export function refusedRow(
  message: RawMessage,
  { source, eventId, type, projectCode, occurredAt, fact }: EventRow,
  why: Pick<DeadLetter, 'reason' | 'detail' | 'faults'>,
): DeadLetter {
  const about = { source, eventId, type, projectCode, occurredAt };
  return deadLetter(message, fact.arrivedAt, { ...why, ...about });
}

type About = Pick<
  DeadLetter,
  | 'reason'
  | 'path'
  | 'detail'
  | 'faults'
  | 'source'
  | 'eventId'
  | 'type'
  | 'projectCode'
  | 'occurredAt'
>;

function deadLetter(message: RawMessage, at: Instant, about: About): DeadLetter {
  const { topic, partition, offset, key, value, headers } = message;
  const texts = Object.entries(headers).map(([name, bytes]) => [name, bytes.toString()]);
  return {
    ...about,
    raw: value,
    key: key?.toString(),
    headers: Object.fromEntries(texts) as Record<string, string>,
    replayCount: replayCountIn(headers),
    topic,
    partition,
    offset: String(offset),
    at,
  };
}

// Set by our own replay; what a sender invents there counts as nothing.
function replayCountIn(headers: RawMessage['headers']): number {
  const said = headers[REPLAY_COUNT]?.toString() ?? '';
  return /^\d{1,3}$/.test(said) ? Number(said) : 0;
}
