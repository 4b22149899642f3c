import type { Admin, Consumer } from 'kafkajs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { backoffMs, OUTAGE_BACKOFF } from './backoff.ts';
import type { EventSource, SourceHealth } from './event-source.ts';
import { eachBatchOf } from './kafka-batch.ts';
import { createKafka, type KafkaConnection } from './kafka-client.ts';
import { jumpsOf, lagOf, MissingTopicError, positionsOf, requireTopics } from './kafka-offsets.ts';
import { pause } from './pause.ts';

export interface KafkaSourceOptions {
  connection: KafkaConnection;
  groupId: string;
  topics: readonly string[];
  log: Logger;
  /** How often lag and progress are looked at. */
  lookEveryMs?: number;
  /** Without a fetch for so long while messages wait, the source counts as stalled. */
  stallMs?: number;
}

// A batch is one INSERT: 512 KB are some hundred events and take milliseconds. The session ends
// soon after a killed gateway, so that another takes over.
const CONSUMER = {
  sessionTimeout: 10_000,
  heartbeatInterval: 2_000,
  rebalanceTimeout: 30_000,
  maxWaitTimeInMs: 500,
  maxBytesPerPartition: 512 * 1024,
  maxBytes: 4 * 1024 * 1024,
  allowAutoTopicCreation: false,
};
// All of the topics' six each: what they fetch together is then stored together.
const PARTITIONS_AT_ONCE = 18;

interface Session {
  consumer: Consumer;
  admin: Admin;
  health: SourceHealth;
  progressAt: number;
  /** Between the call of `run` and the first join of kafkajs, which must not be stopped then. */
  joining: boolean;
  stopping: AbortController;
  /** Settled when the consumer has ended for good. */
  ended: PromiseWithReject;
}

/** The one adapter around kafkajs on the reading side. */
export function createKafkaSource(options: KafkaSourceOptions): EventSource {
  const session = open(options);
  listen(session, options);
  return {
    async run(handle) {
      try {
        await untilReachable(session, options, () => begin(session, options, handle));
        const looking = setInterval(
          () => void look(session, options),
          options.lookEveryMs ?? 10_000,
        );
        await session.ended.promise.finally(() => {
          clearInterval(looking);
        });
      } catch (error) {
        fail(session, error);
        throw error;
      }
    },
    stop: (deadlineMs) => stop(session, deadlineMs),
    health: () => ({ ...session.health }),
  };
}

function open({ connection, groupId, log }: KafkaSourceOptions): Session {
  const kafka = createKafka(connection, groupId, log);
  const stopping = new AbortController();
  const restartOnFailure = () => Promise.resolve(!stopping.signal.aborted);
  return {
    consumer: kafka.consumer({ ...CONSUMER, groupId, retry: { retries: 6, restartOnFailure } }),
    admin: kafka.admin({ retry: { retries: 2 } }),
    health: { state: 'starting', stalled: false, restarts: 0, jumps: [] },
    progressAt: Date.now(),
    joining: false,
    stopping,
    ended: promiseWithReject(),
  };
}

function listen(session: Session, { groupId, log }: KafkaSourceOptions): void {
  const { consumer, health } = session;
  const { events } = consumer;
  const progressed = () => {
    session.progressAt = Date.now();
  };
  consumer.on(events.FETCH, progressed);
  consumer.on(events.END_BATCH_PROCESS, progressed);
  consumer.on(events.GROUP_JOIN, ({ payload }) => {
    progressed();
    session.joining = false;
    health.state = 'running';
    delete health.error;
    log.info({ groupId, partitions: payload.memberAssignment }, 'reading events');
  });
  consumer.on(events.CRASH, ({ payload: { error, restart } }) => {
    session.joining = false;
    if (session.stopping.signal.aborted) return;
    health.error = error.message;
    if (!restart) {
      session.ended.reject(error);
      return;
    }
    health.state = 'restarting';
    health.restarts += 1;
    log.warn({ groupId, err: error, restarts: health.restarts }, 'consumer restarts');
  });
}

async function begin(
  session: Session,
  { connection, groupId, topics, log }: KafkaSourceOptions,
  handle: Parameters<EventSource['run']>[0],
): Promise<void> {
  const { consumer, admin, health } = session;
  await admin.connect();
  await requireTopics(admin, topics, connection.brokers);
  health.jumps = jumpsOf(await positionsOf(admin, groupId, topics));
  for (const jump of health.jumps) {
    log.error(jump, 'messages were deleted before they were read: have them sent again');
  }
  await consumer.connect();
  await consumer.subscribe({ topics: [...topics], fromBeginning: true });
  session.joining = true;
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
    eachBatch: eachBatchOf(handle, log),
  });
}

async function untilReachable(
  { stopping, health }: Session,
  { connection, log }: KafkaSourceOptions,
  attempt: () => Promise<void>,
): Promise<void> {
  for (let failures = 0; !stopping.signal.aborted; failures += 1) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (error instanceof MissingTopicError) throw error;
      health.error = messageOf(error);
      const waitMs = backoffMs(OUTAGE_BACKOFF, failures);
      log.warn({ err: error, brokers: connection.brokers, waitMs }, 'Kafka does not answer');
      await pause(waitMs, stopping.signal);
    }
  }
}

async function look(session: Session, options: KafkaSourceOptions): Promise<void> {
  const { health, admin, progressAt, stopping } = session;
  try {
    const lag = lagOf(await positionsOf(admin, options.groupId, options.topics));
    const idle = Date.now() - progressAt > (options.stallMs ?? 60_000);
    health.lag = lag;
    health.stalled = health.state === 'running' && idle && lag > 0;
    if (health.state === 'running') delete health.error;
  } catch (error) {
    if (!stopping.signal.aborted) health.error = `Kafka does not answer: ${messageOf(error)}`;
  }
}

function fail({ health }: Session, error: unknown): void {
  health.state = 'failed';
  health.error = messageOf(error);
}

async function stop(session: Session, deadlineMs: number): Promise<void> {
  const { consumer, admin, health, stopping, ended } = session;
  stopping.abort();
  const joined = new Promise<void>((resolve) => {
    if (!session.joining) resolve();
    else
      consumer.on(consumer.events.GROUP_JOIN, () => {
        resolve();
      });
  });
  const left = joined.then(() => Promise.allSettled([consumer.disconnect(), admin.disconnect()]));
  await Promise.race([left, wait(deadlineMs, undefined, { ref: false })]);
  if (health.state !== 'failed') health.state = 'stopped';
  ended.resolve();
}

interface PromiseWithReject {
  promise: Promise<void>;
  resolve: () => void;
  reject: (error: Error) => void;
}

// Promise.withResolvers is not in Node 20.
function promiseWithReject(): PromiseWithReject {
  const parts: Partial<PromiseWithReject> = {};
  const promise = new Promise<void>((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return { promise, resolve: () => parts.resolve?.(), reject: (error) => parts.reject?.(error) };
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
