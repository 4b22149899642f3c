import { TOPICS as INCOMING } from '../schemas/event.ts';
import { deadLetterTopicOf, OUTGOING_TOPICS } from '../schemas/outgoing-topics.ts';

/** A topic as the broker is told to make it. */
export interface TopicPlan {
  topic: string;
  partitions: number;
  retentionDays: number;
  /** Largest message; else the broker's own limit, a megabyte unless told otherwise. */
  maxMessageBytes?: number;
}

/**
 * Six partitions are more than the load needs (tens of events a second), but the partition of a key
 * can't change later without breaking its order; six divides evenly among one, two, three or six
 * gateways. Two weeks bridge any outage of ours: the facts themselves are kept in PostgreSQL.
 */
const EVENTS = { partitions: 6, retentionDays: 14 };

/**
 * Dead letters are few and read by people: one partition, and time to look. Each is a message that
 * was taken, with headers on top.
 */
const DEAD_LETTERS = { partitions: 1, retentionDays: 90, maxMessageBytes: 2 * 1024 * 1024 };

/** Every topic of the deployment, those for what the engine publishes included; brokers make none by themselves. */
export const TOPIC_PLANS: readonly TopicPlan[] = [
  ...[...INCOMING, ...OUTGOING_TOPICS].map((topic) => ({ topic, ...EVENTS })),
  ...INCOMING.map((topic) => ({ topic: deadLetterTopicOf(topic), ...DEAD_LETTERS })),
];
