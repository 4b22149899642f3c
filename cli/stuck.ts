import { Command } from 'commander';
import type { StuckProject } from '../api/responses.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { shanghaiMinute } from './shanghai-minute.ts';
import { renderTable } from './table.ts';

const MEANING: Record<StuckProject['reason'], string> = {
  faulty: 'the rules fail on its facts',
  waiting: 'facts wait that nobody settles: is a gateway running?',
  overdue: 'its next change is past: is a gateway running?',
  lagging: 'its workflow does not carry out what was decided: is a worker running?',
};

/** `kaigong stuck`: projects that do not go on by themselves. */
export function stuckCommand(context: CliContext): Command {
  return new Command('stuck')
    .description('projects that do not go on by themselves, with the reason and since when')
    .action(async (_options: object, self: Command) => {
      const { items } = await apiOf(context, self).get<{ items: StuckProject[] }>('/stuck');
      print(context, self, items, () => tableOf(items));
    });
}

function tableOf(stuck: readonly StuckProject[]): string {
  if (stuck.length === 0) return 'No project is stuck.';
  const head = ['project', 'reason', 'since (real time)', 'what it means'];
  const rows = stuck.map(({ project, reason, since, message }) => [
    project,
    reason,
    shanghaiMinute(since),
    message ?? MEANING[reason],
  ]);
  return renderTable(head, rows);
}
