import type { Admin } from 'kafkajs';
import type { OffsetJump } from './event-source.ts';

/** Thrown at start where a topic is missing: nothing creates topics by itself. */
export class MissingTopicError extends Error {
  constructor(missing: string[], brokers: string[]) {
    const create = missing.map(
      (topic) =>
        `kafka-topics.sh --bootstrap-server ${brokers.join(',')} --create --topic ${topic} --partitions 6`,
    );
    super(
      [
        `Kafka at ${brokers.join(',')} has no topic ${missing.join(', ')}.`,
        'Create it (on the local stack `kaigong stack up` does), such as:',
        ...create,
      ].join('\n  '),
    );
    this.name = 'MissingTopicError';
  }
}

/** Throws MissingTopicError unless every topic exists. */
export async function requireTopics(admin: Admin, topics: readonly string[], brokers: string[]) {
  const existing = new Set(await admin.listTopics());
  const missing = topics.filter((topic) => !existing.has(topic));
  if (missing.length > 0) throw new MissingTopicError(missing, brokers);
}

interface Position {
  topic: string;
  partition: number;
  /** None where the group has not committed yet. */
  committed: bigint | undefined;
  oldest: bigint;
  /** The offset that the next message will get. */
  end: bigint;
}

/** Where a consumer group stands in each partition. */
export async function positionsOf(
  admin: Admin,
  groupId: string,
  topics: readonly string[],
): Promise<Position[]> {
  const groups = await admin.fetchOffsets({ groupId, topics: [...topics] });
  const positions = groups.map(async ({ topic, partitions }) => {
    const bounds = await admin.fetchTopicOffsets(topic);
    const committed = new Map(partitions.map((p) => [p.partition, BigInt(p.offset)]));
    return bounds.map(({ partition, low, high }) => ({
      topic,
      partition,
      committed: known(committed.get(partition)),
      oldest: BigInt(low),
      end: BigInt(high),
    }));
  });
  return (await Promise.all(positions)).flat();
}

/** Messages between the group and the end of all partitions. */
export function lagOf(positions: Position[]): number {
  const behind = positions.map(({ committed, oldest, end }) => {
    const next = committed !== undefined && committed > oldest ? committed : oldest;
    return Number(end - next);
  });
  return behind.reduce((sum, messages) => sum + Math.max(0, messages), 0);
}

/** Partitions whose messages were deleted before the group had read them. */
export function jumpsOf(positions: Position[]): OffsetJump[] {
  return positions.flatMap(({ topic, partition, committed, oldest }) =>
    committed !== undefined && committed < oldest
      ? [{ topic, partition, committed: Number(committed), oldest: Number(oldest) }]
      : [],
  );
}

// -1 stands for "never committed".
const known = (offset: bigint | undefined) =>
  offset !== undefined && offset >= 0n ? offset : undefined;
