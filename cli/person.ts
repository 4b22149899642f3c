import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { InboxItem, PersonItem } from '../api/people-responses.ts';
import type { Page } from '../api/responses.ts';
import { shanghaiMinute } from '../domain/time.ts';
import { describeFaults, faultsOf } from '../schemas/fault.ts';
import { PeopleFile, type PersonChange } from '../schemas/person.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { CliFailure } from './failure.ts';
import { changeOf, type SetOptions } from './person-change.ts';
import { renderTable } from './table.ts';

// The API takes so many at once.
const AT_A_TIME = 500;

/** `kaigong person import|list|show|inbox|set`: the people of the park and how each is reached. */
export function personCommand(context: CliContext): Command {
  const command = new Command('person').description('people of the park: how each is reached');
  return command
    .addCommand(importPeople(context))
    .addCommand(listPeople(context))
    .addCommand(showPerson(context))
    .addCommand(showInbox(context))
    .addCommand(setPerson(context));
}

function importPeople(context: CliContext): Command {
  return new Command('import')
    .description('write every person of a file over what was known; repeating it changes nothing')
    .argument('<file>', 'people.json')
    .option('--actor <id>', 'who acts', context.userName)
    .action(async (file: string, { actor }: { actor: string }, self: Command) => {
      const { people } = await readPeople(file);
      const api = apiOf(context, self);
      for (let at = 0; at < people.length; at += AT_A_TIME) {
        await api.post('/people', { actor, people: people.slice(at, at + AT_A_TIME) });
      }
      print(context, self, { saved: people.length }, () => `${people.length} people saved`);
    });
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

async function readPeople(file: string) {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new CliFailure(`${file} can not be read`, { cause });
  });
  const result = PeopleFile.safeParse(jsonOf(text, file));
  if (result.success) return result.data;
  throw new CliFailure(`${file} is no list of people:\n${describeFaults(faultsOf(result.error))}`);
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CliFailure(`${file} is not JSON`, { cause });
  }
}

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
