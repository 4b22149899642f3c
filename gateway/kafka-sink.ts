import { Partitioners, type Producer } from 'kafkajs';
import type { Logger } from 'pino';
import type { EventSink, OutMessage } from './event-source.ts';
import { createKafka, type KafkaConnection } from './kafka-client.ts';

export interface KafkaSinkOptions {
  connection: KafkaConnection;
  /** The only topics that may be sent to: with kafkajs one unknown topic makes all others fail. */
  topics: readonly string[];
  clientId: string;
  log: Logger;
}

interface Waiting {
  messages: OutMessage[];
  resolve: () => void;
  reject: (error: unknown) => void;
}

// Messages of one request at most; more are sent in the next.
const AT_ONCE = 1_000;

/** The one adapter around kafkajs on the writing side: one idempotent producer, one request at a time. */
export function createKafkaSink({
  connection,
  topics,
  clientId,
  log,
}: KafkaSinkOptions): EventSink {
  const allowed = new Set(topics);
  const kafka = createKafka(connection, clientId, log);
  const queue: Waiting[] = [];
  let producer: Producer | undefined;
  let sending: Promise<void> | undefined;

  async function connected(): Promise<Producer> {
    if (producer) return producer;
    const fresh = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await fresh.connect();
    return (producer = fresh);
  }

  // A producer that has failed may be poisoned (its metadata, its sequence numbers): never used again.
  async function discard(): Promise<void> {
    const failed = producer;
    producer = undefined;
    await failed?.disconnect().catch(() => undefined);
  }

  async function drain(): Promise<void> {
    for (let batch = take(queue); batch.length > 0; batch = take(queue)) {
      try {
        const open = await connected();
        await open.sendBatch({ acks: -1, topicMessages: byTopic(batch) });
        for (const { resolve } of batch) resolve();
      } catch (error) {
        await discard();
        for (const { reject } of batch) reject(error);
      }
    }
    sending = undefined;
  }

  return {
    publish(messages) {
      const strange = messages.find(({ topic }) => !allowed.has(topic));
      if (strange) {
        const list = topics.join(', ');
        return Promise.reject(new Error(`Topic ${strange.topic} is none of ${list}: not sent`));
      }
      return new Promise((resolve, reject) => {
        queue.push({ messages, resolve, reject });
        sending ??= drain();
      });
    },
    async close() {
      await sending;
      await discard();
    },
  };
}

function take(queue: Waiting[]): Waiting[] {
  let count = 0;
  const end = queue.findIndex(({ messages }, index) => {
    count += messages.length;
    return index > 0 && count > AT_ONCE;
  });
  return queue.splice(0, end === -1 ? queue.length : end);
}

function byTopic(batch: Waiting[]) {
  const grouped = new Map<string, OutMessage[]>();
  for (const message of batch.flatMap((waiting) => waiting.messages)) {
    const group = grouped.get(message.topic);
    if (group) group.push(message);
    else grouped.set(message.topic, [message]);
  }
  return [...grouped].map(([topic, group]) => ({
    topic,
    messages: group.map(({ key, value, headers }) => ({ key, value, ...(headers && { headers }) })),
  }));
}
