/** Time since the run began, by which script and plan go; on a slow machine slower than real time. */
export interface RunClock {
  nowMs: () => number;
  /** Resolves at that moment of the run, at once if it is past. */
  until: (atMs: number) => Promise<void>;
}

/** A clock that begins now and takes `pace` real milliseconds for each of its own. */
export function startRunClock(pace: number): RunClock {
  const begin = performance.now();
  const nowMs = () => (performance.now() - begin) / pace;
  return { nowMs, until: (atMs) => sleep((atMs - nowMs()) * pace) };
}

/** Resolves after so many milliseconds. */
export const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
