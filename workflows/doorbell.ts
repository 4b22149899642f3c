import { log, setDefaultSignalHandler, setHandler } from '@temporalio/workflow';
import { ring } from './messages.ts';

/** Set by each ring, cleared by the workflow before it looks: a ring after that makes it look again. */
export interface Doorbell {
  rung: boolean;
}

/** Listens for rings from now on; any other signal is logged and ignored. Called before the first await. */
export function doorbell(): Doorbell {
  const bell = { rung: false };
  setHandler(ring, () => {
    bell.rung = true;
  });
  setDefaultSignalHandler((signal) => {
    log.warn('unknown signal ignored', { signal });
  });
  return bell;
}
