import { Command } from 'commander';
import type { StuckItem } from '../api/responses.ts';
import { shanghaiMinute } from '../domain/time.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { renderTable } from './table.ts';

const MEANING: Record<StuckItem['reason'], string> = {
  faulty: 'the rules fail on its facts',
  waiting: 'facts wait that nobody settles: is a gateway running?',
  overdue: 'its next change is past: is a gateway running?',
  lagging: 'its workflow does not carry out what was decided: is a worker running?',
  unwalked: 'a step of the alert is past and not done: is a worker running?',
  unsent: 'what this person is to be told should have gone: is a worker running?',
};

/** `kaigong stuck`: projects, approvals, alerts and mailboxes that do not go on by themselves. */
export function stuckCommand(context: CliContext): Command {
  return new Command('stuck')
    .description('what does not go on by itself, with the reason and since when')
    .action(async (_options: object, self: Command) => {
      const { items } = await apiOf(context, self).get<{ items: StuckItem[] }>('/stuck');
      print(context, self, items, () => tableOf(items));
    });
}

function tableOf(stuck: readonly StuckItem[]): string {
  if (stuck.length === 0) return 'Nothing is stuck.';
  const head = ['what', 'reason', 'since (real time)', 'what it means'];
  const rows = stuck.map(({ subject, reason, since, message }) => [
    subject,
    reason,
    shanghaiMinute(since),
    message ?? MEANING[reason],
  ]);
  return renderTable(head, rows);
}
