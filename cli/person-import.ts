import { appendFile, readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Command } from 'commander';
import type { MeAnswer } from '../api/auth/me-answer.ts';
import type { PersonItem } from '../api/people-responses.ts';
import { describeFaults, faultsOf } from '../schemas/fault.ts';
import { PeopleFile, type Person } from '../schemas/person.ts';
import type { ApiClient } from './api-client.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { CliFailure } from './failure.ts';
import { readPeopleSheet } from './people-sheet.ts';

// The API takes so many at once.
const AT_A_TIME = 500;
// To hash a password takes a third of a second.
const ACCOUNTS_AT_A_TIME = 20;

interface ImportOptions {
  actor: string;
  passwords?: string;
}

/**
 * `kaigong person import <people.json|people.xlsx>`: writes people over what was known. Where the park
 * keeps its own accounts, whoever has none gets one, the initial password going to a file for its owner alone.
 */
export function importPeopleCommand(context: CliContext): Command {
  return new Command('import')
    .description('write every person of a file over what was known; repeating it changes nothing')
    .argument('<file>', 'people.json, or an .xlsx with columns 账号 姓名 角色 部门 项目 邮箱 手机')
    .option('--actor <id>', 'who acts', context.userName)
    .option('--passwords <file>', 'where initial passwords go (default: <file>.passwords.csv)')
    .action(async (file: string, options: ImportOptions, self: Command) => {
      const api = apiOf(context, self);
      const people = await readPeople(file, api);
      for (let at = 0; at < people.length; at += AT_A_TIME) {
        const some = people.slice(at, at + AT_A_TIME);
        await api.post('/people', { actor: options.actor, people: some });
      }
      const kept = options.passwords ?? `${file}.passwords.csv`;
      const accounts = await openAccounts(api, people, kept);
      const saved = { saved: people.length, ...(accounts > 0 && { accounts, passwords: kept }) };
      print(context, self, saved, () => {
        const opened = `, ${accounts} accounts opened: hand out ${kept}, then delete it`;
        return `${people.length} people saved${accounts > 0 ? opened : ''}`;
      });
    });
}

async function readPeople(file: string, api: ApiClient): Promise<Person[]> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new CliFailure(`${file} can not be read`, { cause });
  });
  if (extname(file).toLowerCase() === '.xlsx') return fromSheet(file, bytes, api);
  const result = PeopleFile.safeParse(jsonOf(bytes.toString(), file));
  if (result.success) return result.data.people;
  throw new CliFailure(`${file} is no list of people:\n${describeFaults(faultsOf(result.error))}`);
}

/** A sheet says who somebody is; how they wish to be reached stays as it was. */
async function fromSheet(file: string, bytes: Buffer, api: ApiClient): Promise<Person[]> {
  const read = sheetOf(file, bytes);
  const { items } = await api.get<{ items: PersonItem[] }>('/people');
  const known = new Map(items.map((person) => [person.id, person]));
  return read.map((person) => {
    const before = known.get(person.id);
    if (!before) return person;
    const addresses = { ...before.addresses, ...person.addresses };
    const channels = [...new Set([...before.channels, ...person.channels])];
    const { id, name, offices, departments, projects } = person;
    // `as`: the API answers what it was given, checked by the same schema.
    const kept = before as Person;
    return { ...kept, id, name, offices, departments, projects, addresses, channels } as Person;
  });
}

function sheetOf(file: string, bytes: Buffer): Person[] {
  try {
    return readPeopleSheet(bytes);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CliFailure(`${file} is no list of people:\n${why}`, { cause });
  }
}

async function openAccounts(
  api: ApiClient,
  people: readonly Person[],
  file: string,
): Promise<number> {
  const { ownAccounts } = await api.get<MeAnswer>('/me');
  if (!ownAccounts) return 0;
  const ids = people.filter(({ active }) => active).map(({ id }) => id);
  let count = 0;
  for (let at = 0; at < ids.length; at += ACCOUNTS_AT_A_TIME) {
    const { opened } = await api.post<{ opened: { person: string; password: string }[] }>(
      '/accounts',
      { people: ids.slice(at, at + ACCOUNTS_AT_A_TIME) },
    );
    const lines = opened.map(({ person, password }) => `${person},${password}\n`).join('');
    // Written before more are asked for: nobody can ask for them again.
    if (lines !== '') await appendFile(file, lines, { mode: 0o600 });
    count += opened.length;
  }
  return count;
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CliFailure(`${file} is not JSON`, { cause });
  }
}
