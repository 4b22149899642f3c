import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { Command } from 'commander';
import type {
  WorkbookImportConfirmed,
  WorkbookImportDetail,
  WorkbookRowItem,
} from '../api/workbook-responses.ts';
import type { Role } from '../domain/fact.ts';
import { everyPage, type ApiClient } from './api-client.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { CliFailure, EXIT } from './failure.ts';

/** How a workbook is imported. */
export interface WorkbookOptions {
  actor: string;
  map?: string;
  sheet?: string;
  dryRun?: boolean;
  acceptGuesses?: boolean;
}

/** Whether a file is a workbook by its name. */
export const isWorkbook = (file: string): boolean => extname(file).toLowerCase() === '.xlsx';

/** Sends a park's own list to the API, prints what was found row by row, and confirms what is ready. */
export async function importWorkbook(
  context: CliContext,
  self: Command,
  { file, options }: { file: string; options: WorkbookOptions },
): Promise<void> {
  const api = apiOf(context, self);
  const { id, columns } = await upload(api, file, options);
  const path = `/imports/${id}`;
  const read = columns.flatMap(({ heading, field }) => (field ? [`${heading} = ${field}`] : []));
  context.err(`Import ${id} reads ${read.join(', ')}`);
  const found = await everyPage<WorkbookRowItem>(api, path, {});
  for (const row of found) for (const line of linesOf(row)) context.err(line);
  if (options.dryRun === true) {
    print(context, self, { id, rows: found }, () => `${found.length} rows, nothing was changed`);
    return;
  }
  const confirmed = await confirm(context, api, { path, options });
  const refused = await everyPage<WorkbookRowItem>(api, path, { state: 'refused' });
  for (const row of refused) for (const line of refusalsOf(row)) context.err(line);
  print(context, self, confirmed, () => summaryOf(confirmed));
  const { error, guess } = confirmed.rows;
  if (error + guess + confirmed.refused === 0) return;
  const left = `${error} rows with faults, ${guess} with open guesses, ${confirmed.refused} refused`;
  throw new CliFailure(left, {
    help: 'Correct the file and import it again, or answer on the page',
  });
}

/** Each answer comes after some rows, and says how many wait. */
async function confirm(
  context: CliContext,
  api: ApiClient,
  { path, options }: { path: string; options: WorkbookOptions },
): Promise<WorkbookImportConfirmed> {
  const role: Role = 'administrator';
  const acceptGuesses = options.acceptGuesses ?? false;
  for (;;) {
    const told = await api.post<WorkbookImportConfirmed>(`${path}/confirm`, {
      ...{ actor: { id: options.actor, role }, acceptGuesses },
    });
    const { queued, done, refused } = told.rows;
    if (queued === 0) return told;
    const written = done + refused;
    context.err(`${written} of ${written + queued} rows written`);
  }
}

async function upload(
  api: ApiClient,
  file: string,
  { actor, map, sheet }: WorkbookOptions,
): Promise<WorkbookImportDetail> {
  const form = new FormData();
  form.append('actor', actor);
  if (map !== undefined) form.append('map', map);
  if (sheet !== undefined) form.append('sheet', sheet);
  form.append('file', new Blob([await bytesOf(file)]), basename(file));
  return api.upload<WorkbookImportDetail>('/imports', form);
}

async function bytesOf(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (cause) {
    const help = cause instanceof Error ? cause.message : 'Check the path';
    throw new CliFailure(`Cannot read ${path}`, { exitCode: EXIT.usage, help, cause });
  }
}

function linesOf(item: WorkbookRowItem): string[] {
  const { row, state, project, name, faults, guesses, notes, acts } = item;
  if (state === 'unchanged' && notes.length === 0) return [];
  return [
    `row ${row} ${state}  ${project ?? '?'}  ${name ?? ''}`,
    ...faults.map(({ column, message }) => `    fault ${column}: ${message}`),
    ...guesses.map(
      ({ field, found, value, because }) =>
        `    guess ${field}: ${found === '' ? '' : `${found} is `}${value} (${because})`,
    ),
    ...acts.flatMap((act) => (act.type === 'register' ? [] : [`    does ${wordsOf(act)}`])),
    ...notes.map(({ column, text }) => `    note ${column}: ${text}`),
  ];
}

type Change = Exclude<WorkbookRowItem['acts'][number], { type: 'register' }>;

const wordsOf = ({ type, ...said }: Change): string =>
  [type, ...Object.values(said).filter((part) => part !== null)].join(' ');

const refusalsOf = ({ row, outcome }: WorkbookRowItem): string[] =>
  (outcome ?? []).flatMap(({ act, status, code = '', message = '' }) =>
    status === 'accepted' ? [] : [`row ${row} ${act.type}: ${message} (${code})`],
  );

const summaryOf = ({ registered, changed, refused, rows }: WorkbookImportConfirmed): string =>
  `${registered} registered, ${changed} changed, ${rows.unchanged} unchanged, ${refused} refused`;
