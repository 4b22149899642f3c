/** A topic of the deployment; each is created explicitly, since brokers don't create any by themselves. */
export interface Topic {
  topic: string;
  partitions: number;
  retentionDays: number;
}

/**
 * Six partitions are more than the load needs (tens of events a second), but a key's partition
 * can't change later without breaking its order; six divides evenly among one, two, three or six
 * gateways. Two weeks bridge any outage of ours: the facts themselves are kept in PostgreSQL.
 */
const incoming = { partitions: 6, retentionDays: 14 };

/** Dead letters are few and read by people: one partition, and time to look. */
const deadLetters = { partitions: 1, retentionDays: 90 };

/** Every topic that the engine reads or writes. */
export const TOPICS: readonly Topic[] = [
  { topic: 'permit.events', ...incoming },
  { topic: 'utility.events', ...incoming },
  { topic: 'site.events', ...incoming },
  { topic: 'project.events', ...incoming },
  { topic: 'approval.requests', ...incoming },
  { topic: 'alert.events', ...incoming },
  { topic: 'permit.events.dlq', ...deadLetters },
  { topic: 'utility.events.dlq', ...deadLetters },
  { topic: 'site.events.dlq', ...deadLetters },
];
