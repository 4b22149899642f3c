import type { Admin } from 'kafkajs';
import type { Logger } from 'pino';
import { createKafka, type KafkaConnection } from './kafka-client.ts';

export interface RewindOptions {
  connection: KafkaConnection;
  groupId: string;
  topics: readonly string[];
  /** Real time: the first messages to come again are those that Kafka got from then on. */
  to: Date;
  log: Logger;
}

/** Some gateway still reads, so where the group stands is not ours to set. */
export class GroupInUse extends Error {
  override name = 'GroupInUse';
}

/**
 * Has the gateways read again all that came since a time: for a database that was restored and has
 * not heard it. What was heard already is recognised. Gives how many messages come again; never
 * moves a partition forward. Throws GroupInUse while a gateway runs.
 */
export async function rewindKafka(options: RewindOptions): Promise<number> {
  const { connection, groupId, topics, to, log } = options;
  const admin = createKafka(connection, groupId, log).admin();
  await admin.connect();
  try {
    const { groups } = await admin.describeGroups([groupId]);
    if (groups.some(({ members }) => members.length > 0)) {
      throw new GroupInUse(`Group ${groupId} has members: stop every gateway first`);
    }
    const positions = await admin.fetchOffsets({ groupId, topics: [...topics] });
    let again = 0;
    for (const { topic, partitions } of positions) {
      const moves = await movesOf(admin, topic, partitions, to);
      if (moves.length > 0) await admin.setOffsets({ groupId, topic, partitions: moves });
      again += moves.reduce((sum, { messages }) => sum + messages, 0);
    }
    return again;
  } finally {
    await admin.disconnect();
  }
}

interface Committed {
  partition: number;
  offset: string;
}

async function movesOf(admin: Admin, topic: string, committed: Committed[], to: Date) {
  const then = await admin.fetchTopicOffsetsByTimestamp(topic, to.getTime());
  return committed.flatMap(({ partition, offset: now }) => {
    const from = then.find((bound) => bound.partition === partition)?.offset;
    const messages = from === undefined ? 0 : Number(now) - Number(from);
    return from !== undefined && messages > 0 ? [{ partition, offset: from, messages }] : [];
  });
}
