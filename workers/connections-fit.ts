import type { Logger } from 'pino';
import { pause } from '../gateway/pause.ts';
import { ConnectionsError } from '../readmodel/connections.ts';

/** How long a process waits for the connections of others. */
export interface Patience {
  log: Logger;
  signal?: AbortSignal | undefined;
  everyMs?: number;
  tries?: number;
}

// Together two minutes: a process that was just replaced may take so long to drain and go.
const EVERY_MS = 5_000;
const TRIES = 24;

/**
 * Asks `assertFit` again while it throws a ConnectionsError, for two minutes or until the signal is
 * aborted; then throws it. Whatever else it throws is thrown at once.
 */
export async function untilConnectionsFit(
  assertFit: () => Promise<void>,
  { log, signal, everyMs = EVERY_MS, tries = TRIES }: Patience,
): Promise<void> {
  for (let left = tries; ; left -= 1) {
    try {
      await assertFit();
      return;
    } catch (error) {
      if (!(error instanceof ConnectionsError) || left === 0 || signal?.aborted) throw error;
      const givesUpInMs = left * everyMs;
      log.warn({ err: error, givesUpInMs }, 'too many connections, others may be about to end');
      await pause(everyMs, signal);
    }
  }
}
