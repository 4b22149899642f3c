import { Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';
import type { Message } from '../oracle/message.ts';
import type { Tally } from './tally.ts';
import { sleep, type RunClock } from './run-clock.ts';

/** Names a message of the script in its header. */
export const MESSAGE_HEADER = 'x-run-message';

const AT_ONCE = 50;
const AGAIN_AFTER_MS = 300;

/**
 * Sends all messages, each in its time and in their order, as the systems of the park would: what
 * Kafka has not acknowledged is sent again, and may then stand in its log twice.
 */
export async function sendAll(
  broker: string,
  messages: readonly Message[],
  { clock, tally }: { clock: RunClock; tally: Tally },
): Promise<void> {
  const client = new Kafka({
    brokers: [broker],
    clientId: 'sources',
    logLevel: logLevel.NOTHING,
    retry: { retries: 1, initialRetryTime: 100 },
    requestTimeout: 5_000,
  });
  let producer: Producer | undefined;
  let sent = 0;
  while (sent < messages.length) {
    const due = messages.slice(sent, sent + AT_ONCE).filter(({ atMs }) => atMs <= clock.nowMs());
    if (due.length === 0) {
      await sleep(50);
      continue;
    }
    try {
      producer ??= await connect(client);
      await producer.sendBatch({ acks: -1, timeout: 5_000, topicMessages: byTopic(due) });
      sent += due.length;
      tally.taken += due.length;
    } catch {
      await producer?.disconnect().catch(() => undefined);
      producer = undefined;
      await sleep(AGAIN_AFTER_MS);
    }
  }
  await producer?.disconnect();
}

async function connect(client: Kafka): Promise<Producer> {
  const producer = client.producer({
    createPartitioner: Partitioners.DefaultPartitioner,
    maxInFlightRequests: 1,
  });
  await producer.connect();
  return producer;
}

function byTopic(messages: readonly Message[]) {
  const groups = new Map<string, Message[]>();
  for (const message of messages) {
    groups.set(message.topic, [...(groups.get(message.topic) ?? []), message]);
  }
  return [...groups].map(([topic, group]) => ({
    topic,
    messages: group.map(({ nth, key, value, headers }) => ({
      key,
      value,
      headers: { ...headers, [MESSAGE_HEADER]: String(nth) },
    })),
  }));
}
