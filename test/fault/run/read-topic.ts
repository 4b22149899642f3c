import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, type IHeaders, type KafkaMessage } from 'kafkajs';

/** A message as any subscriber gets it. */
export interface ReadMessage {
  topic: string;
  partition: number;
  offset: string;
  key: string | null;
  value: string | null;
  headers: Record<string, string>;
}

const LIMIT_MS = 60_000;

/** All that these topics hold at this moment, by a plain consumer; each partition in its order. */
export async function readTopics(
  broker: string,
  topics: readonly string[],
): Promise<ReadMessage[]> {
  const client = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING });
  const missing = await endsOf(client, topics);
  const consumer = client.consumer({ groupId: `reader-${randomUUID()}` });
  const read: ReadMessage[] = [];
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    if (missing.size > 0) {
      await new Promise<void>((resolve, reject) => {
        const limit = setTimeout(() => {
          reject(new Error(`Not read within ${LIMIT_MS} ms: ${[...missing.keys()].join(', ')}`));
        }, LIMIT_MS);
        const take = (topic: string, partition: number, message: KafkaMessage) => {
          read.push(asRead(topic, partition, message));
          const place = `${topic}/${partition}`;
          if (Number(message.offset) + 1 >= (missing.get(place) ?? 0)) missing.delete(place);
          if (missing.size > 0) return;
          clearTimeout(limit);
          resolve();
        };
        consumer
          .run({
            autoCommit: false,
            eachMessage: ({ topic, partition, message }) => {
              take(topic, partition, message);
              return Promise.resolve();
            },
          })
          .catch(reject);
      });
    }
  } finally {
    await consumer.disconnect();
  }
  return read;
}

/** Where each partition that holds anything ends. */
async function endsOf(client: Kafka, topics: readonly string[]): Promise<Map<string, number>> {
  const admin = client.admin();
  await admin.connect();
  try {
    const ends = new Map<string, number>();
    for (const topic of topics) {
      for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
        if (Number(high) > Number(low)) ends.set(`${topic}/${partition}`, Number(high));
      }
    }
    return ends;
  } finally {
    await admin.disconnect();
  }
}

const asRead = (
  topic: string,
  partition: number,
  { offset, key, value, headers = {} }: KafkaMessage,
): ReadMessage => ({
  topic,
  partition,
  offset,
  key: key?.toString() ?? null,
  value: value?.toString() ?? null,
  headers: textsOf(headers),
});

function textsOf(headers: IHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      const last = Array.isArray(value) ? value.at(-1) : value;
      return last === undefined ? [] : [[name.toLowerCase(), last.toString()]];
    }),
  );
}
