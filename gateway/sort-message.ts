import type { Instant, Moment } from '../domain/time.ts';
import type { DeadLetter } from '../readmodel/dead-letters.ts';
import type { EventRow } from '../readmodel/events.ts';
import { payloadHash } from '../schemas/payload-hash.ts';
import { toFact } from '../schemas/to-fact.ts';
import { decode } from './codec.ts';
import type { RawMessage } from './event-source.ts';

/** A message with what becomes of it: the row of an event, or a dead letter that says why not. */
export type SortedMessage =
  { message: RawMessage; row: EventRow } | { message: RawMessage; letter: DeadLetter };

// A source may not know tomorrow; a day of grace covers clocks and dates without a time.
const FUTURE_MS = 86_400_000;
const SHANGHAI_MIDNIGHT = 'T00:00:00+08:00';
const DAY_LENGTH = 'YYYY-MM-DD'.length;

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
    const { reason, path, detail, id, source, type, projectCode } = decoded;
    const about = { path, detail, eventId: id, source, type, projectCode };
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
  };
  if (!isFutureDated(row.occurredAt, now)) return { message, row };
  const detail = `says to have been true at ${row.occurredAt}, more than a day after ${now}`;
  return { message, letter: refusedRow(message, row, { reason: 'future-dated', detail }) };
}

/** Whether something claims to have been true more than a day from now; a day counts from its 00:00. */
export function isFutureDated(occurredAt: Moment, now: Instant): boolean {
  const isDay = occurredAt.length === DAY_LENGTH;
  const millis = Date.parse(isDay ? occurredAt + SHANGHAI_MIDNIGHT : occurredAt);
  return millis > Date.parse(now) + FUTURE_MS;
}

/** The dead letter of an event that was valid by itself. */
export function refusedRow(
  message: RawMessage,
  { source, eventId, type, projectCode, fact }: EventRow,
  why: Pick<DeadLetter, 'reason' | 'detail' | 'path'>,
): DeadLetter {
  return deadLetter(message, fact.arrivedAt, { ...why, source, eventId, type, projectCode });
}

type About = Omit<DeadLetter, 'raw' | 'key' | 'headers' | 'topic' | 'partition' | 'offset' | 'at'>;

function deadLetter(message: RawMessage, at: Instant, about: About): DeadLetter {
  const { topic, partition, offset, key, value, headers } = message;
  const texts = Object.entries(headers).map(([name, bytes]) => [name, bytes.toString()]);
  return {
    ...about,
    raw: value,
    key: key?.toString(),
    headers: Object.fromEntries(texts) as Record<string, string>,
    topic,
    partition,
    offset: String(offset),
    at,
  };
}
