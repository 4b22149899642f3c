import type { EachBatchHandler, EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { Logger } from 'pino';
import type { BatchResult, EventSource, RawBatch, RawMessage } from './event-source.ts';
import { backoffMs, OUTAGE_BACKOFF } from './backoff.ts';

type Handle = Parameters<EventSource['run']>[0];

/**
 * Runs a handler under kafkajs: only errors of kafkajs itself get out of it, since any other would
 * crash the consumer and hand over the same batch for ever. Offsets are committed after the handler.
 */
export function eachBatchOf(handle: Handle, log: Logger): EachBatchHandler {
  const guarded = guard(handle, log);
  return async (payload) => {
    if (!payload.isRunning() || payload.isStale()) return;
    const result = await guarded(rawBatchOf(payload.batch));
    if (result.through !== undefined) await commit(payload, result.through, log);
    if ('pauseMs' in result) setTimeout(payload.pause(), result.pauseMs).unref();
    await payload.heartbeat();
  };
}

function guard(handle: Handle, log: Logger): Handle {
  let failures = 0;
  return async (batch) => {
    try {
      const result = await handle(batch);
      failures = 0;
      return result;
    } catch (error) {
      const pauseMs = backoffMs(OUTAGE_BACKOFF, failures++);
      const { topic, partition } = batch;
      log.error(
        { err: error, topic, partition, pauseMs },
        'batch failed unexpectedly, again later',
      );
      return { pauseMs } satisfies BatchResult;
    }
  };
}

async function commit(payload: EachBatchPayload, through: bigint, log: Logger): Promise<void> {
  const { topic, partition } = payload.batch;
  try {
    payload.resolveOffset(String(through));
    await payload.commitOffsetsIfNecessary(payload.uncommittedOffsets());
  } catch (error) {
    // Without `type` or `retriable` it is no error of kafkajs: the partition went to another member
    // while the handler ran. It begins where we have committed last; the inbox knows the duplicates.
    if (error instanceof Error && 'retriable' in error) throw error;
    log.warn(
      { err: error, topic, partition },
      'offset not committed, the partition was taken away',
    );
  }
}

function rawBatchOf({ topic, partition, messages }: EachBatchPayload['batch']): RawBatch {
  return {
    topic,
    partition,
    messages: messages.map((message) => rawMessageOf(topic, partition, message)),
  };
}

function rawMessageOf(topic: string, partition: number, message: KafkaMessage): RawMessage {
  const headers = Object.entries(message.headers ?? {}).flatMap(([name, value]) => {
    const last = Array.isArray(value) ? value.at(-1) : value;
    return last === undefined ? [] : [[name, Buffer.from(last)] as const];
  });
  return {
    topic,
    partition,
    offset: BigInt(message.offset),
    key: message.key,
    value: message.value,
    headers: Object.fromEntries(headers),
    ...sentAtOf(message),
  };
}

// A sender may say anything there, or -1 for nothing.
function sentAtOf({ timestamp }: KafkaMessage): Pick<RawMessage, 'sentAt'> {
  const sentAt = new Date(Number(timestamp));
  return Number(timestamp) < 0 || Number.isNaN(sentAt.getTime())
    ? {}
    : { sentAt: sentAt.toISOString() };
}
