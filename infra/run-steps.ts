import type { RunSteps } from './stack.ts';

/** Runs the steps at the same time and writes a line when one is done, or says what it is busy with for long. */
export function plainSteps(write: (line: string) => void): RunSteps {
  return async (steps) => {
    const results = await Promise.allSettled(
      steps.map(async ({ title, run }) => {
        const begin = performance.now();
        let told = '';
        const done = await run((text) => {
          // Downloads report each piece; only what begins anew is worth a line in a log.
          const kind = text.replace(/[\d.]+/g, '');
          if (kind !== told) write(`${title}: ${text}`);
          told = kind;
        });
        write(`${title} ${done} (${secondsSince(begin)})`);
      }),
    );
    // All have ended by now, so that nothing starts behind the back of who reads the failure.
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  };
}

/** The time since `begin`, a value of performance.now(), as `1.2 s`. */
export function secondsSince(begin: number): string {
  return `${((performance.now() - begin) / 1000).toFixed(1)} s`;
}
