import type { clockState } from './item-clock.ts';

// Drawn, since not every font has these signs.
const PATHS = {
  running: 'M2 1 L10 6 L2 11 Z',
  stopped: 'M2 1 H5 V11 H2 Z M7 1 H10 V11 H7 Z',
  ended: 'M1 6 L3 4 L5 6.5 L9.5 1.5 L11 3 L5 10.5 Z',
} as const;

/** Whether a clock runs, stands or has ended, as a sign; the words stand beside it. */
export function ClockSign({ state }: { state: ReturnType<typeof clockState> }) {
  return (
    <svg className="clock-sign" viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
      <path d={PATHS[state]} fill="currentColor" />
    </svg>
  );
}
