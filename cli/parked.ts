import { Command } from 'commander';
import type { ParkedFact } from '../api/responses.ts';
import { everyPage } from './api-client.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { shanghaiMinute } from './shanghai-minute.ts';
import { renderTable } from './table.ts';

/** `kaigong parked list`: events of projects that nobody has registered yet. */
export function parkedCommand(context: CliContext): Command {
  const command = new Command('parked').description('events that wait for their project');
  command
    .command('list')
    .description('list them, oldest first')
    .action(async (_options: object, self: Command) => {
      const facts = await everyPage<ParkedFact>(apiOf(context, self), '/parked', {});
      print(context, self, facts, () => tableOf(facts));
    });
  return command;
}

function tableOf(facts: readonly ParkedFact[]): string {
  if (facts.length === 0) return 'Nothing is parked.';
  const head = ['project', 'type', 'occurred', 'arrived', 'source', 'id'];
  const rows = facts.map(({ project, type, occurredAt, arrivedAt, source, id }) => [
    project,
    type,
    occurredAt,
    shanghaiMinute(arrivedAt),
    source,
    id,
  ]);
  return renderTable(head, rows);
}
