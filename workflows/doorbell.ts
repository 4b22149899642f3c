import { log, setDefaultSignalHandler, setHandler } from '@temporalio/workflow';
import { ring } from './messages.ts';

/** Rung by the signal; a workflow clears it before it looks, so that a later ring makes it look again. */
export interface Doorbell {
  isRung: () => boolean;
  clear: () => void;
}

/** Listens for rings from now on; any other signal is logged and ignored. Called before the first await. */
export function doorbell(): Doorbell {
  const state = { rung: false };
  setHandler(ring, () => {
    state.rung = true;
  });
  setDefaultSignalHandler((signal) => {
    log.warn('unknown signal ignored', { signal });
  });
  return {
    isRung: () => state.rung,
    clear: () => {
      state.rung = false;
    },
  };
}
