import { Command } from 'commander';
import type { DeadLetterDetail, DeadLetterSummary } from '../api/responses.ts';
import { everyPage } from './api-client.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { shanghaiMinute } from './shanghai-minute.ts';
import { renderTable } from './table.ts';

/** `kaigong deadletter list|show`: messages that could not be taken in, and why. */
export function deadletterCommand(context: CliContext): Command {
  const command = new Command('deadletter').description('messages that could not be taken in');
  command
    .command('list')
    .description('list them, latest first')
    .option('--reason <reason>', 'only those of one reason')
    .action(async (filters: { reason?: string }, self: Command) => {
      const api = apiOf(context, self);
      const letters = await everyPage<DeadLetterSummary>(api, '/dead-letters', { ...filters });
      print(context, self, letters, () => tableOf(letters));
    });
  command
    .command('show')
    .description('show one with its message as it came')
    .argument('<id>', 'number from the list')
    .action(async (id: string, _options: object, self: Command) => {
      const path = `/dead-letters/${encodeURIComponent(id)}`;
      const letter = await apiOf(context, self).get<DeadLetterDetail>(path);
      print(context, self, letter, () => describe(letter));
    });
  return command;
}

function tableOf(letters: readonly DeadLetterSummary[]): string {
  if (letters.length === 0) return 'No dead letters.';
  const head = ['id', 'at', 'reason', 'where', 'project', 'type', 'message'];
  const rows = letters.map(({ id, at, reason, path, project, type, topic, partition, offset }) => [
    id,
    shanghaiMinute(at),
    reason,
    path,
    project,
    type,
    `${topic}/${partition}/${offset}`,
  ]);
  return renderTable(head, rows);
}

function describe({ raw, headers, ...letter }: DeadLetterDetail): string {
  const fields = Object.entries({ ...letter, headers: JSON.stringify(headers) });
  const width = Math.max(...fields.map(([name]) => name.length));
  const lines = fields.map(([name, value]) => `${name.padEnd(width)}  ${value ?? '-'}`);
  return [...lines, '', raw].join('\n');
}
