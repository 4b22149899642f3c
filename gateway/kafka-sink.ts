import { Partitioners, type Kafka, type Producer } from 'kafkajs';
import type { Logger } from 'pino';
import { NotSent, type EventSink, type OutMessage } from './event-source.ts';
import { createKafka, type KafkaConnection } from './kafka-client.ts';
import { notSent } from './kafka-failure.ts';

export interface KafkaSinkOptions {
  connection: KafkaConnection;
  /** The only topics that may be sent to; one that the broker lacks is refused and harms no other. */
  topics: readonly string[];
  clientId: string;
  log: Logger;
}

/** A producer with the topics that the broker had when it was connected. */
interface Open {
  producer: Producer;
  topics: Set<string>;
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
  let open: Open | undefined;
  let sending: Promise<void> | undefined;

  async function connected(): Promise<Open> {
    return (open ??= await connect(kafka));
  }

  // A producer that has failed may be poisoned (its metadata, its sequence numbers): never used again.
  async function discard(): Promise<void> {
    const failed = open;
    open = undefined;
    await failed?.producer.disconnect().catch(() => undefined);
  }

  /** Resolves those of the batch that are sent, then throws for the others. */
  async function send(batch: Waiting[]): Promise<void> {
    const { producer, topics: there } = await connected();
    const lackingIn = ({ messages }: Waiting) => messages.find(({ topic }) => !there.has(topic));
    const sendable = batch.filter((waiting) => !lackingIn(waiting));
    if (sendable.length > 0) {
      await producer.sendBatch({ acks: -1, topicMessages: byTopic(sendable) });
    }
    for (const { resolve } of sendable) resolve();
    const lacking = batch.map(lackingIn).find((message) => message !== undefined);
    if (lacking) throw new NotSent('no-topic', `the broker has no topic ${lacking.topic}`);
  }

  async function drain(): Promise<void> {
    for (let batch = take(queue); batch.length > 0; batch = take(queue)) {
      try {
        await send(batch);
      } catch (error) {
        await discard();
        for (const { reject } of batch) reject(notSent(error));
      }
    }
    sending = undefined;
  }

  return {
    publish(messages) {
      const strange = messages.find(({ topic }) => !allowed.has(topic));
      if (strange) {
        const list = topics.join(', ');
        const message = `Topic ${strange.topic} is none of ${list}: not sent`;
        return Promise.reject(new NotSent('no-topic', message));
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

async function connect(kafka: Kafka): Promise<Open> {
  const topics = await topicsOf(kafka);
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  return { producer, topics };
}

// Asked first: with kafkajs one topic that is not there makes the sends to all others fail.
async function topicsOf(kafka: Kafka): Promise<Set<string>> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    return new Set(await admin.listTopics());
  } finally {
    await admin.disconnect();
  }
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
