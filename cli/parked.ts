import { Command } from 'commander';
import type { ParkedFact, ParkedMended, ParkedProject } from '../api/responses.ts';
import { shanghaiMinute } from '../domain/time.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { eventName } from './event-name.ts';
import { CliFailure, EXIT } from './failure.ts';
import { actOf, withMendOptions, type MendOptions } from './mend-options.ts';
import { renderTable } from './table.ts';

/** `kaigong parked list|show|match|discard`: events of projects that nobody has registered yet. */
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
  command.addCommand(matchCommand(context)).addCommand(discardCommand(context));
  return command;
}

function matchCommand(context: CliContext): Command {
  const command = new Command('match')
    .description('give what waits under a mistyped code to the project that it is about')
    .argument('<code>', 'code as it was sent')
    .argument('<project>', 'code of a registered project');
  return withMendOptions(command, context).action(
    async (code: string, project: string, options: MendOptions, self: Command) => {
      const path = `/parked/${encodeURIComponent(code)}/matches`;
      const body = { ...actOf(context, options), project };
      const answer = await apiOf(context, self).post<ParkedMended>(path, body);
      print(context, self, answer, () => `${answer.events} events given to ${project}`);
    },
  );
}

interface DiscardOptions extends MendOptions {
  source?: string;
  event?: string[];
}

function discardCommand(context: CliContext): Command {
  const command = new Command('discard')
    .description('take away what waits for a project that will not come')
    .argument('<code>', 'project code')
    .option('--source <source>', 'only events of this source, named by --event')
    .option('--event <ids...>', 'only these events of --source');
  return withMendOptions(command, context).action(
    async (code: string, options: DiscardOptions, self: Command) => {
      const { source, event: ids } = options;
      if ((source === undefined) !== (ids === undefined)) {
        throw new CliFailure('--source and --event go together', { exitCode: EXIT.usage });
      }
      const path = `/parked/${encodeURIComponent(code)}/discards`;
      const body = {
        ...actOf(context, options),
        ...(ids && { events: ids.map((id) => ({ source, id })) }),
      };
      const answer = await apiOf(context, self).post<ParkedMended>(path, body);
      print(context, self, answer, () => `${answer.events} events discarded`);
    },
  );
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
    eventName(type),
    occurredAt,
    shanghaiMinute(arrivedAt),
    source,
    id,
  ]);
  return renderTable(head, rows);
}
