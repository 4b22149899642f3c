import { Command } from 'commander';
import type { ParkedFact, ParkedProject } from '../api/responses.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { shanghaiMinute } from './shanghai-minute.ts';
import { renderTable } from './table.ts';

/** `kaigong parked list|show`: events of projects that nobody has registered yet. */
export function parkedCommand(context: CliContext): Command {
  const command = new Command('parked').description('events that wait for their project');
  command
    .command('list')
    .description('projects that events wait for, the longest waiting first')
    .action(async (_options: object, self: Command) => {
      const { items } = await apiOf(context, self).get<{ items: ParkedProject[] }>('/parked');
      print(context, self, items, () => projectTable(items));
    });
  command
    .command('show')
    .description('what waits for one project, by arrival')
    .argument('<code>', 'project code')
    .action(async (code: string, _options: object, self: Command) => {
      const path = `/parked/${encodeURIComponent(code)}`;
      const { items } = await apiOf(context, self).get<{ items: ParkedFact[] }>(path);
      print(context, self, items, () => factTable(items));
    });
  return command;
}

function projectTable(projects: readonly ParkedProject[]): string {
  if (projects.length === 0) return 'Nothing is parked.';
  const head = ['project', 'events', 'oldest', 'newest', 'sources'];
  const rows = projects.map(({ project, facts, oldestArrivedAt, newestArrivedAt, sources }) => [
    project,
    facts,
    shanghaiMinute(oldestArrivedAt),
    shanghaiMinute(newestArrivedAt),
    sources.join(' '),
  ]);
  return renderTable(head, rows);
}

function factTable(facts: readonly ParkedFact[]): string {
  if (facts.length === 0) return 'Nothing waits for this project.';
  const head = ['type', 'occurred', 'arrived', 'source', 'id'];
  const rows = facts.map(({ type, occurredAt, arrivedAt, source, id }) => [
    type,
    occurredAt,
    shanghaiMinute(arrivedAt),
    source,
    id,
  ]);
  return renderTable(head, rows);
}
