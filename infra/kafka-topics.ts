import { Kafka, logLevel, type Admin } from 'kafkajs';
import { answers } from './ports.ts';
import { TOPIC_PLANS, type TopicPlan } from './topics.ts';

const DAY_MS = 86_400_000;

/** Whether the broker takes requests and has all topics of the deployment; creates those that it lacks. */
export async function hasTopics(address: string): Promise<boolean> {
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
    return true;
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

function wantedTopic({ topic, partitions, retentionDays }: TopicPlan) {
  return {
    topic,
    numPartitions: partitions,
    replicationFactor: 1,
    configEntries: [{ name: 'retention.ms', value: String(retentionDays * DAY_MS) }],
  };
}
