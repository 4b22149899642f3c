import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import { pino } from 'pino';
import { encode } from '../../gateway/codec.ts';
import type { EventSink, OutMessage } from '../../gateway/event-source.ts';
import { createKafkaSink } from '../../gateway/kafka-sink.ts';
import type { RawCloudEvent } from '../../schemas/cloud-event.ts';
import { TOPIC_OF, TOPICS } from '../../schemas/event.ts';
import { until } from './temporal-until.ts';

/** Topics and a consumer group for one test file alone, on a broker that others use too. */
export interface TestTopics {
  names: string[];
  /** Where what could not be taken from them goes. */
  deadLetters: string[];
  groupId: string;
  sink: EventSink;
  admin: Admin;
  /** Sends events to the topics of their types, in the order given, and waits for the acknowledgement. */
  send: (events: RawCloudEvent[], mode?: 'structured' | 'binary') => Promise<void>;
  /** Sends a message as it is to the topic of permits. */
  sendRaw: (message: Omit<OutMessage, 'topic'>) => Promise<void>;
  /** Messages that the group has not yet committed. */
  lag: () => Promise<number>;
  close: () => Promise<void>;
}

export const silent = pino({ level: 'silent' });

/** Creates topics with a few partitions, named after the product's own. */
export async function createTopics(broker: string, { partitions = 3 } = {}): Promise<TestTopics> {
  const prefix = randomUUID().slice(0, 8);
  const topics = await openTopics(broker, `${prefix}.`);
  await topics.admin.createTopics({
    topics: [
      ...topics.names.map((topic) => ({ topic, numPartitions: partitions })),
      ...topics.deadLetters.map((topic) => ({ topic, numPartitions: 1 })),
    ],
    waitForLeaders: false,
  });
  await until(() => haveLeaders(topics));
  return topics;
}

// kafkajs' own wait fails where the broker does not know of a topic yet that it has just taken on.
async function haveLeaders({ admin, names, deadLetters }: TestTopics): Promise<boolean> {
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: [...names, ...deadLetters] });
    return topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0));
  } catch {
    return false;
  }
}

/** Topics that are there: the product's own, where the broker is the test's own. */
export async function openTopics(broker: string, prefix = ''): Promise<TestTopics> {
  const nameOf = (topic: string) => `${prefix}${topic}`;
  const names = TOPICS.map(nameOf);
  const deadLetters = names.map((name) => `${name}.dlq`);
  const groupId = `${prefix}gateway`;
  const admin = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const connection = { brokers: [broker], ssl: false };
  const sink = createKafkaSink({ connection, topics: names, clientId: 'test', log: silent });
  return {
    names,
    deadLetters,
    groupId,
    sink,
    admin,
    async send(events, mode = 'structured') {
      const messages = events.map((event) => ({
        topic: nameOf(TOPIC_OF(String(event['type'])) ?? 'permit.events'),
        ...encode(event, mode),
      }));
      await sink.publish(messages);
    },
    sendRaw: (message) => sink.publish([{ topic: nameOf('permit.events'), ...message }]),
    lag: () => lagOf(admin, groupId, names),
    async close() {
      await sink.close();
      if (prefix !== '') {
        await admin.deleteTopics({ topics: [...names, ...deadLetters] }).catch(() => undefined);
      }
      await admin.disconnect();
    },
  };
}

async function lagOf(admin: Admin, groupId: string, topics: string[]): Promise<number> {
  const committed = await admin.fetchOffsets({ groupId, topics });
  const lags = committed.map(async ({ topic, partitions }) => {
    const ends = await admin.fetchTopicOffsets(topic);
    return ends.map(({ partition, high }) => {
      const offset = partitions.find((p) => p.partition === partition)?.offset ?? '-1';
      return Number(high) - Math.max(0, Number(offset));
    });
  });
  return (await Promise.all(lags)).flat().reduce((sum, lag) => sum + lag, 0);
}
