import type { Fact } from '../../../domain/fact.ts';
import { isDay, toMillis } from '../../../domain/time.ts';
import type { DeadLetterReason } from '../../../schemas/dead-letter.ts';

/** A fact that a source states of a project. Its arrival is the engine's affair. */
export interface Said {
  project: string;
  fact: Fact;
}

/** A message as some system puts it on Kafka, with what the engine must make of it. */
export interface Message {
  /** Unique in the run; carried in the header `x-run-message`, so that it is found again in the log. */
  nth: number;
  /** Since the run began. */
  atMs: number;
  topic: string;
  key: string | null;
  value: Buffer | null;
  headers: Record<string, string>;
  /** None of an invalid message. */
  says?: Said;
  /** Why it must become a dead letter, whatever came before it. */
  refusedFor?: DeadLetterReason;
}

/** A message without its place in the run. */
export type Unplaced = Omit<Message, 'nth' | 'atMs'>;

const TYPE_PREFIX = 'cn.zhizaoyuan.';
const TOPICS: Record<string, string> = {
  permit: 'permit.events',
  land: 'permit.events',
  utility: 'utility.events',
  site: 'site.events',
};

/** The arrival of facts that have none: the oracle does not know it, and nothing it compares may depend on it. */
export const UNKNOWN_ARRIVAL = '2026-06-16T04:00:00.000Z';

/** A CloudEvent that says this, in one of the two modes and with one of two spellings of the time. */
export function cloudEvent(
  said: Said,
  { binary, zoned }: { binary: boolean; zoned: boolean },
): Unplaced {
  const { attributes, data } = inWords(said, zoned);
  const family = familyOf(said.fact);
  const common = { topic: TOPICS[family] ?? 'site.events', key: said.project, says: said };
  if (!binary) {
    const value = Buffer.from(JSON.stringify({ ...attributes, data }));
    return { ...common, value, headers: { 'content-type': 'application/cloudevents+json' } };
  }
  const named = Object.entries(attributes).map(([name, value]) => [`ce_${name}`, String(value)]);
  const headers = { 'content-type': 'application/json', ...Object.fromEntries(named) } as Record<
    string,
    string
  >; // of pairs of strings
  return { ...common, value: Buffer.from(JSON.stringify(data)), headers };
}

// Its source is named after it, too.
function familyOf({ source }: Pick<Fact, 'source'>): string {
  return source.split('/')[1] ?? '';
}

function inWords({ project, fact }: Said, zoned: boolean) {
  const { id, source, occurredAt, applicationNo, sequence } = fact;
  const attributes = {
    specversion: '1.0',
    id,
    source,
    type: TYPE_PREFIX + typeOf(fact),
    ...(!isDay(occurredAt) && { time: zoned ? inShanghai(occurredAt) : occurredAt }),
    ...(sequence !== undefined && { sequence }),
  };
  const data = {
    projectCode: project,
    ...(applicationNo !== undefined && { applicationNo }),
    ...(isDay(occurredAt) && { occurredAt }),
    ...contentOf(fact),
  };
  return { attributes, data };
}

function typeOf(fact: Fact): string {
  if (fact.type === 'event.corrected.v1') return `${familyOf(fact)}.corrected.v1`;
  return fact.type === 'event.voided.v1' ? `${familyOf(fact)}.voided.v1` : fact.type;
}

function contentOf(fact: Fact): object {
  if (fact.type === 'event.corrected.v1') {
    const { target, changes, reason } = fact.data;
    return { correctedEventId: target, changedFields: changes, reason };
  }
  if (fact.type !== 'event.voided.v1') return fact.data;
  return { voidedEventId: fact.data.target, reason: fact.data.reason };
}

const inShanghai = (instant: string): string =>
  new Date(toMillis(instant) + 8 * 3_600_000).toISOString().replace(/\.\d+Z$/, '+08:00');
