/** Time since the run began, by which script and plan go. */
export interface RunClock {
  nowMs: () => number;
  /** Resolves at that moment of the run, at once if it is past. */
  until: (atMs: number) => Promise<void>;
}

/** A clock that begins now. */
export function startRunClock(): RunClock {
  const begin = performance.now();
  const nowMs = () => performance.now() - begin;
  return { nowMs, until: (atMs) => sleep(atMs - nowMs()) };
}

/** Resolves after so many milliseconds. */
export const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
