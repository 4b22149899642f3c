import type { Logged } from '../fault/oracle/effects.ts';
import type { Message } from '../fault/oracle/message.ts';

/** Kafka's log if every message was taken once, in the order in which it was sent, into one partition a topic. */
export function logOf(messages: readonly Message[]): Logged[] {
  return messages.map(({ nth, topic }) => ({ nth, topic, partition: 0, offset: String(nth) }));
}
