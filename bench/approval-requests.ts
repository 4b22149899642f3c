import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { RawMessage } from '../gateway/event-source.ts';
import { createKafkaSource } from '../gateway/kafka-source.ts';

/** What the engine asks of authorities, as an adapter reads it. */
export interface RequestReader {
  /** What has come since the last time. */
  take: () => RawMessage[];
  close: () => Promise<void>;
}

const STOP_WITHIN_MS = 10_000;

/** Reads `approval.requests` from its beginning, in a group of its own. */
export function readRequests(broker: string): RequestReader {
  const messages: RawMessage[] = [];
  const source = createKafkaSource({
    connection: { brokers: [broker], ssl: false },
    groupId: `bench-${randomUUID()}`,
    topics: ['approval.requests'],
    log: pino({ level: 'silent' }),
  });
  const reading = source.run((batch) => {
    messages.push(...batch.messages);
    return Promise.resolve({ through: batch.messages.at(-1)?.offset ?? 0n });
  });
  return {
    take: () => messages.splice(0),
    async close() {
      await source.stop(STOP_WITHIN_MS);
      await reading;
    },
  };
}
