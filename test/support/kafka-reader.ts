import { randomUUID } from 'node:crypto';
import type { RawMessage } from '../../gateway/event-source.ts';
import { createKafkaSource } from '../../gateway/kafka-source.ts';
import { silent } from './kafka.ts';

/** All that lies in some topics, from the beginning, and what comes. */
export interface KafkaReader {
  /** In the order of each partition. */
  messages: RawMessage[];
  close: () => Promise<void>;
}

/** Reads topics in a group of its own. */
export function readTopics(broker: string, topics: readonly string[]): KafkaReader {
  const messages: RawMessage[] = [];
  const source = createKafkaSource({
    connection: { brokers: [broker], ssl: false },
    groupId: `reader-${randomUUID()}`,
    topics,
    log: silent,
  });
  const reading = source.run((batch) => {
    messages.push(...batch.messages);
    return Promise.resolve({ through: batch.messages.at(-1)?.offset ?? 0n });
  });
  return {
    messages,
    async close() {
      await source.stop(10_000);
      await reading;
    },
  };
}
