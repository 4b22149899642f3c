import { isGrpcServiceError, ServiceError, type Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { backoffMs, type Backoff } from './backoff.ts';
import { pause } from './pause.ts';

/** Whether Temporal answers: the one place that asks a dead Temporal, so that nobody else does. */
export interface TemporalWatch {
  isUp(): boolean;
  /** For a caller whose call has failed: nobody else tries until the watch has got an answer. */
  markDown(error: unknown): void;
  /** Asks until stopped. `onReturn` is called after an outage, and when the namespace was made anew. */
  run(onReturn: () => void): Promise<void>;
  stop(): void;
  outages(): number;
}

// A call without a deadline may wait for ever.
const DEADLINE_MS = 3_000;
const ASK_EVERY_MS = 5_000;
// Acts of people wait for its return, and one question costs little.
const AWAY: Backoff = { firstMs: 1_000, longestMs: 5_000 };

/** Watches the namespace of a client; it counts as up until asked. */
export function createTemporalWatch({
  client,
  log,
  askEveryMs = ASK_EVERY_MS,
}: {
  client: Client;
  log: Logger;
  askEveryMs?: number;
}): TemporalWatch {
  const stopping = new AbortController();
  const state = { up: true, outages: 0, failures: 0, namespaceId: '' };

  function markDown(error: unknown): void {
    if (state.up) {
      state.outages += 1;
      log.warn({ err: error }, 'Temporal does not answer: facts still count, acts wait');
    }
    state.up = false;
  }

  async function ask(onReturn: () => void): Promise<void> {
    try {
      const id = await namespaceId(client);
      const returned = !state.up || (state.namespaceId !== '' && state.namespaceId !== id);
      Object.assign(state, { up: true, failures: 0, namespaceId: id });
      if (!returned) return;
      log.info('Temporal answers again');
      onReturn();
    } catch (error) {
      markDown(error);
      state.failures += 1;
    }
  }

  return {
    isUp: () => state.up,
    markDown,
    async run(onReturn) {
      while (!stopping.signal.aborted) {
        await ask(onReturn);
        const waitMs = state.up ? askEveryMs : backoffMs(AWAY, state.failures - 1);
        await pause(waitMs, stopping.signal);
      }
    },
    stop: () => {
      stopping.abort();
    },
    outages: () => state.outages,
  };
}

// gRPC codes of a call that can't succeed however often it is made; any other means an outage.
const INVALID_ARGUMENT = 3;
const FAILED_PRECONDITION = 9;

/** Whether a failed call says that Temporal is away; false for other errors, and for a call that is refused. */
export function isOutage(error: unknown): boolean {
  const cause = error instanceof ServiceError ? error.cause : error;
  if (!isGrpcServiceError(cause)) return error instanceof ServiceError;
  return ![INVALID_ARGUMENT, FAILED_PRECONDITION].includes(cause.code);
}

async function namespaceId({ connection, workflowService, options }: Client): Promise<string> {
  const { namespaceInfo } = await connection.withDeadline(Date.now() + DEADLINE_MS, () =>
    workflowService.describeNamespace({ namespace: options.namespace }),
  );
  return namespaceInfo?.id ?? '';
}
