import type { Fact } from '../../../domain/fact.ts';
import type { DeadLetterReason } from '../../../schemas/dead-letter.ts';
import type { Message } from './message.ts';

/** A message of the script as it stands in Kafka's log. */
export interface Logged {
  /** `nth` of the message. */
  nth: number;
  topic: string;
  partition: number;
  offset: string;
}

/** A message that must not take effect, with its place and the reason. */
export interface Refusal {
  topic: string;
  partition: number;
  offset: string;
  reason: DeadLetterReason;
}

/** What must come of a log. */
export interface Effects {
  /** By project, those of unknown projects too, each once. */
  facts: Map<string, Fact[]>;
  refusals: Refusal[];
  /** Messages that Kafka took and does not hold: it or the test itself has lost them. */
  missing: number[];
}

/**
 * What a log of these messages must effect: of the same source and id the first in the log counts,
 * a different one after it is refused. Those of one key lie in one partition, so their order is known.
 */
export function effectsOf(messages: readonly Message[], log: readonly Logged[]): Effects {
  const facts = new Map<string, Fact[]>();
  const refusals: Refusal[] = [];
  const first = new Map<string, Message>();
  const byNth = new Map(messages.map((message) => [message.nth, message]));
  for (const { nth, ...place } of inOrder(log)) {
    const message = byNth.get(nth);
    if (!message) throw new Error(`Kafka holds message ${nth}, which the script has not`);
    const { says, refusedFor } = message;
    if (refusedFor) refusals.push({ ...place, reason: refusedFor });
    if (!says) continue;
    const key = `${says.fact.source} ${says.fact.id}`;
    const before = first.get(key);
    if (before && before.says !== says) refusals.push({ ...place, reason: 'payload-conflict' });
    if (before) continue;
    first.set(key, message);
    facts.set(says.project, [...(facts.get(says.project) ?? []), says.fact]);
  }
  const held = new Set(log.map(({ nth }) => nth));
  const missing = messages.filter(({ nth }) => !held.has(nth)).map(({ nth }) => nth);
  return { facts, refusals, missing };
}

function inOrder(log: readonly Logged[]): Logged[] {
  return [...log].sort(
    (a, b) =>
      a.topic.localeCompare(b.topic) ||
      a.partition - b.partition ||
      Number(a.offset) - Number(b.offset),
  );
}
