import type { Logger } from 'pino';
import { backoffMs, OUTAGE_BACKOFF } from '../gateway/backoff.ts';
import { pause } from '../gateway/pause.ts';

/** How a process waits for a neighbour at its start. */
export interface Waiting {
  isFinal: (error: unknown) => boolean;
  signal: AbortSignal;
  log: Logger;
  /** The neighbour's name, for the log. */
  waitingFor: string;
}

/** Tries until it succeeds or the signal is aborted; throws at once what `isFinal` says is in vain. */
export async function untilDone(
  attempt: () => Promise<void>,
  { isFinal, signal, log, waitingFor }: Waiting,
): Promise<void> {
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (isFinal(error)) throw error;
      const waitMs = backoffMs(OUTAGE_BACKOFF, failures);
      log.warn({ err: error, waitMs }, `${waitingFor} does not answer, this process waits`);
      await pause(waitMs, signal);
    }
  }
}
