import { Kafka, logLevel, type Admin } from 'kafkajs';
import { answers } from './ports.ts';
import { TOPIC_PLANS, type TopicPlan } from './topics.ts';

const DAY_MS = 86_400_000;

/**
 * Whether the broker serves every topic of the deployment and the groups that read them; creates the
 * topics that it lacks.
 */
export async function servesTopics(address: string): Promise<boolean> {
  if (!(await answers(Number(address.split(':')[1])))) return false;
  const kafka = new Kafka({
    clientId: 'kaigong-stack',
    brokers: [address],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 2_000,
    retry: { retries: 2, initialRetryTime: 100 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    await createMissing(admin);
    // After a restart both take a moment longer than the first answer.
    return (await hasLeaders(admin)) && (await hasCoordinator(admin));
  } catch {
    return false; // still starting: asked again until the limit
  } finally {
    await admin.disconnect();
  }
}

async function createMissing(admin: Admin): Promise<void> {
  const there = new Set(await admin.listTopics());
  const topics = TOPIC_PLANS.filter(({ topic }) => !there.has(topic)).map(wantedTopic);
  if (topics.length > 0) await admin.createTopics({ topics, waitForLeaders: true });
}

async function hasLeaders(admin: Admin): Promise<boolean> {
  const { topics } = await admin.fetchTopicMetadata({
    topics: TOPIC_PLANS.map(({ topic }) => topic),
  });
  return topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0));
}

/** Asks for the offsets of a group, which fails while they are being loaded. */
async function hasCoordinator(admin: Admin): Promise<boolean> {
  await admin.fetchOffsets({ groupId: 'kaigong-stack', topics: ['site.events'] });
  return true;
}

function wantedTopic({ topic, partitions, retentionDays, maxMessageBytes }: TopicPlan) {
  const limit =
    maxMessageBytes === undefined
      ? []
      : [{ name: 'max.message.bytes', value: String(maxMessageBytes) }];
  return {
    topic,
    numPartitions: partitions,
    replicationFactor: 1,
    configEntries: [{ name: 'retention.ms', value: String(retentionDays * DAY_MS) }, ...limit],
  };
}
