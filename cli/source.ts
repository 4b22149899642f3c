import { Command } from 'commander';
import type { Source } from '../api/responses.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { shanghaiMinute } from './shanghai-minute.ts';
import { renderTable } from './table.ts';

/** `kaigong source list`: which systems speak, and when each spoke last. */
export function sourceCommand(context: CliContext): Command {
  const command = new Command('source').description('systems that send events');
  command
    .command('list')
    .description('list them with their last event')
    .action(async (_options: object, self: Command) => {
      const { items } = await apiOf(context, self).get<{ items: Source[] }>('/sources');
      print(context, self, items, () => tableOf(items));
    });
  return command;
}

function tableOf(sources: readonly Source[]): string {
  if (sources.length === 0) return 'No source has spoken yet.';
  const head = ['source', 'events', 'last arrived', 'last occurred', 'last type'];
  const rows = sources.map(({ source, events, lastArrivedAt, lastOccurredAt, lastType }) => [
    source,
    events,
    shanghaiMinute(lastArrivedAt),
    lastOccurredAt,
    lastType,
  ]);
  return renderTable(head, rows);
}
