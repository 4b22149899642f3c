import { Command } from 'commander';
import type { Source } from '../api/responses.ts';
import { shanghaiMinute } from '../domain/time.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { eventName } from './event-name.ts';
import { sourceKeyCommand } from './source-key.ts';
import { renderTable } from './table.ts';

/** `kaigong source list`: which systems speak, and when each spoke last. */
export function sourceCommand(context: CliContext): Command {
  const command = new Command('source').description('systems that send events');
  command
    .command('list')
    .description(
      'list them with their last event, how long each is quiet, and what waits for it (待核)',
    )
    .action(async (_options: object, self: Command) => {
      const { items } = await apiOf(context, self).get<{ items: Source[] }>('/sources');
      print(context, self, items, () => [tableOf(items), ...unverifiedOf(items)].join('\n\n'));
    });
  command.addCommand(sourceKeyCommand(context));
  return command;
}

function tableOf(sources: readonly Source[]): string {
  if (sources.length === 0) return 'No source has spoken yet.';
  const head = ['source', 'events', 'last arrived', 'quiet (wd)', '', 'last occurred', 'last type'];
  const rows = sources.map((one) => [
    one.source,
    one.events,
    shanghaiMinute(one.lastArrivedAt),
    one.quietWorkingDays,
    one.silent ? 'SILENT' : '',
    one.lastOccurredAt,
    eventName(one.lastType),
  ]);
  return renderTable(head, rows);
}

function unverifiedOf(sources: readonly Source[]): string[] {
  return sources
    .filter(({ unverified }) => unverified.length > 0)
    .map(({ source, unverified }) => {
      const rows = unverified.map(({ project, signal, colour, heldColour, verifiedOn, name }) => [
        project,
        signal,
        `${colour}, ${heldColour} on ${verifiedOn}`,
        name,
      ]);
      const head = ['project', 'to be verified', 'colour', 'name'];
      return `${source} could have prevented:\n${renderTable(head, rows)}`;
    });
}
