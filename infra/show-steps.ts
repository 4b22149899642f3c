import { Listr } from 'listr2';
import { plainSteps, secondsSince } from './run-steps.ts';
import type { RunSteps } from './stack.ts';

/** Shows steps with spinners and the time taken on a terminal, as plain lines anywhere else. */
export function showSteps(terminal: boolean, write: (line: string) => void): RunSteps {
  return terminal ? spinners : plainSteps(write);
}

const spinners: RunSteps = async (steps) => {
  const failures: unknown[] = [];
  const list = new Listr(
    steps.map(({ title, run }) => ({
      title,
      task: async (_context, task) => {
        const begin = performance.now();
        try {
          const done = await run((text) => {
            task.output = text;
          });
          task.title = `${title} ${done} (${secondsSince(begin)})`;
        } catch (error) {
          failures.push(error);
          throw error;
        }
      },
    })),
    // On a failure the others go to their end, so that nothing starts behind the back of its reader.
    {
      concurrent: true,
      exitOnError: false,
      rendererOptions: { collapseErrors: false, showErrorMessage: false },
    },
  );
  await list.run();
  if (failures.length > 0) throw failures[0];
};
