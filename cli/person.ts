import { Command } from 'commander';
import type { InboxItem, PersonItem } from '../api/people-responses.ts';
import type { Page } from '../api/responses.ts';
import { shanghaiMinute } from '../domain/time.ts';
import type { PersonChange } from '../schemas/person.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { changeOf, type SetOptions } from './person-change.ts';
import { importPeopleCommand } from './person-import.ts';
import { renderTable } from './table.ts';

/** `kaigong person import|list|show|inbox|set`: the people of the park and how each is reached. */
export function personCommand(context: CliContext): Command {
  const command = new Command('person').description('people of the park: how each is reached');
  return command
    .addCommand(importPeopleCommand(context))
    .addCommand(listPeople(context))
    .addCommand(showPerson(context))
    .addCommand(showInbox(context))
    .addCommand(setPerson(context));
}

function listPeople(context: CliContext): Command {
  return new Command('list')
    .description('list everybody')
    .action(async (_options: object, self: Command) => {
      const { items } = await apiOf(context, self).get<{ items: PersonItem[] }>('/people');
      print(context, self, items, () => peopleTable(items));
    });
}

function showPerson(context: CliContext): Command {
  return new Command('show')
    .description('show a person and what the person was told last')
    .argument('<id>', 'as projects and commands name the person')
    .action(async (id: string, _options: object, self: Command) => {
      const api = apiOf(context, self);
      const person = await api.get<PersonItem>(pathOf(id));
      const inbox = await api.get<Page<InboxItem>>(`${pathOf(id)}/inbox`, { limit: 10 });
      print(context, self, { ...person, inbox: inbox.items }, () =>
        [peopleTable([person]), '', inboxTable(inbox.items)].join('\n'),
      );
    });
}

function showInbox(context: CliContext): Command {
  return new Command('inbox')
    .description('list what a person was told, the newest first')
    .argument('<id>', 'as projects and commands name the person')
    .option('--limit <n>', 'at most so many', '50')
    .option('--read', 'mark what is listed, and all before it, as read')
    .action(async (id: string, options: { limit: string; read?: true }, self: Command) => {
      const api = apiOf(context, self);
      const path = `${pathOf(id)}/inbox`;
      const { items } = await api.get<Page<InboxItem>>(path, { limit: options.limit });
      const [newest] = items;
      if (options.read && newest) await api.post(`${path}/read`, { upTo: newest.id });
      print(context, self, items, () => inboxTable(items));
    });
}

function setPerson(context: CliContext): Command {
  return new Command('set')
    .description('change how a person is reached, and who stands in')
    .argument('<id>', 'as projects and commands name the person')
    .option('--language <zh|en>', 'of messages')
    .option('--channels <names>', 'in the order to be tried, separated by commas')
    .option('--quiet <from-to>', 'own quiet hours such as 18:00-09:00; none ends them')
    .option('--substitute <id>', 'who stands in; none ends it')
    .option('--from <day>', 'first day of the substitute')
    .option('--to <day>', 'last day of the substitute')
    .option('--active <yes|no>', 'whether the person is told anything at all')
    .option('--actor <id>', 'who acts', context.userName)
    .action(async (id: string, options: SetOptions & { actor: string }, self: Command) => {
      const change: PersonChange = changeOf(options);
      const body = { actor: options.actor, change };
      const person = await apiOf(context, self).post<PersonItem>(pathOf(id), body);
      print(context, self, person, () => peopleTable([person]));
    });
}

const pathOf = (id: string): string => `/people/${encodeURIComponent(id)}`;

const peopleTable = (people: readonly PersonItem[]): string =>
  renderTable(
    ['id', 'offices', 'reached by', 'quiet', 'substitute', 'active'],
    people.map(({ id, offices, channels, quiet, substitute, active }) => [
      id,
      offices.join(' '),
      channels.join(' '),
      quiet && `${quiet.from}-${quiet.to}`,
      substitute && [substitute.person, substitute.from, substitute.to].filter(Boolean).join(' '),
      active ? 'yes' : 'no',
    ]),
  );

const inboxTable = (items: readonly InboxItem[]): string =>
  renderTable(
    ['due', 'what', 'colour', 'project', 'alert', 'pushed', 'read'],
    items.map((item) => [
      shanghaiMinute(item.dueAt),
      item.kind,
      item.severity,
      item.project,
      item.alertId,
      item.messageState ?? (item.droppedAt === null ? 'waits' : 'over'),
      item.readAt && shanghaiMinute(item.readAt),
    ]),
  );
