import { createHash } from 'node:crypto';
import { Command } from 'commander';
import type { CommandAnswer } from '../api/responses.ts';
import type { Assessment } from '../domain/assessment.ts';
import type { Registration, Role } from '../domain/fact.ts';
import type { Day } from '../domain/time.ts';
import { canonicalJson } from '../schemas/canonical-json.ts';
import type { Catalogue } from '../schemas/definitions.ts';
import { ApiRefusal, projectPath, type ApiClient } from './api-client.ts';
import { assessPortfolio, upstreamFirst } from '../domain/portfolio.ts';
import { apiOf, print, wantsJson, type CliContext } from './context.ts';
import { CliFailure } from './failure.ts';
import { dayValue } from './option-values.ts';
import { definitionsUnder, readPortfolio } from './portfolio-file.ts';
import { importWorkbook, isWorkbook, type WorkbookOptions } from './workbook-import.ts';

/** What `project import` needs beside the API: the rules, to find plan conflicts. */
export interface ImportDeps {
  catalogue: () => Catalogue;
}

interface ImportOptions extends WorkbookOptions {
  goLive?: Day;
}

/** What became of one row. */
interface Row {
  code: string;
  name: string;
  outcome: 'registered' | 'unchanged' | 'refused';
  revision?: number;
  message?: string;
  planConflicts: string[];
}

/** `kaigong project import <portfolio.json|list.xlsx>`: registers every project of a list; repeated, it changes nothing. */
export function importCommand(context: CliContext, deps: ImportDeps): Command {
  return new Command('import')
    .description('register every project of a list; repeating it changes nothing')
    .argument('<file>', "portfolio.json, or the park's own list as .xlsx")
    .option('--actor <id>', 'who acts', context.userName)
    .option('--go-live <day>', 'what is wrong by that day is stock (存量), no news', dayValue)
    .option('--map <name>', 'xlsx: a saved map of its columns, else they are guessed')
    .option('--sheet <name>', 'xlsx: its sheet, else the first')
    .option('--dry-run', 'xlsx: only show what was found')
    .option('--accept-guesses', 'xlsx: take guesses as they are, but those of a similar name')
    .action(async (file: string, options: ImportOptions, self: Command) => {
      if (isWorkbook(file)) {
        await importWorkbook(context, self, { file, options });
        return;
      }
      const { actor, goLive } = options;
      const catalogue = deps.catalogue();
      const { asOf, entries } = await readPortfolio(file, catalogue);
      const registrations = entries.map(({ registration }) => ({
        ...registration,
        ...(goLive !== undefined && { goLive }),
      }));
      const conflicts = planConflicts(registrations, catalogue, asOf);
      const api = apiOf(context, self);
      const rows: Row[] = [];
      for (const registration of upstreamFirst(registrations)) {
        const planned = conflicts.get(registration.code) ?? [];
        const row = { ...(await register(api, registration, actor)), planConflicts: planned };
        rows.push(row);
        if (!wantsJson(self)) context.err(lineOf(row, rows.length, registrations.length));
      }
      print(context, self, rows, () => summaryOf(rows));
      const refused = rows.filter(({ outcome }) => outcome === 'refused').length;
      if (refused > 0) throw new CliFailure(`${refused} of ${rows.length} rows were refused`);
    });
}

async function register(
  api: ApiClient,
  registration: Registration,
  actor: string,
): Promise<Omit<Row, 'planConflicts'>> {
  const { code, name } = registration;
  const known = await isKnown(api, code);
  const role: Role = 'administrator';
  try {
    const { revision } = await api.post<CommandAnswer>('/projects', {
      commandId: `import/${code}/${contentHash(registration)}`,
      actor: { id: actor, role },
      reason: 'import',
      registration,
    });
    return { code, name, outcome: known ? 'unchanged' : 'registered', revision };
  } catch (error) {
    if (!(error instanceof ApiRefusal) || error.status >= 500) throw error;
    return { code, name, outcome: 'refused', message: error.message };
  }
}

async function isKnown(api: ApiClient, code: string): Promise<boolean> {
  try {
    await api.get(projectPath(code));
    return true;
  } catch (error) {
    if (error instanceof ApiRefusal && error.code === 'PROJECT_NOT_FOUND') return false;
    throw error;
  }
}

// The same row gives the same id, so a second import repeats the first command.
const contentHash = (registration: Registration): string =>
  createHash('sha256').update(canonicalJson(registration)).digest('hex').slice(0, 16);

function planConflicts(
  registrations: readonly Registration[],
  catalogue: Catalogue,
  asOf: Day,
): Map<string, string[]> {
  const definitionsOf = (one: Registration) => definitionsUnder(catalogue, one, undefined);
  const assessments = assessPortfolio(registrations, definitionsOf, asOf);
  return new Map(assessments.map((assessment) => [assessment.code, conflictsOf(assessment)]));
}

const conflictsOf = ({ dependencies }: Assessment): string[] =>
  dependencies
    .filter(({ planConflict }) => planConflict)
    .map(
      ({ on, milestone, expected, gates, needed }) =>
        `${on} ${milestone} ${expected ?? '?'} comes after ${gates} ${needed ?? '?'}`,
    );

function lineOf({ code, name, outcome, message, planConflicts }: Row, nth: number, of: number) {
  const conflicts = planConflicts.map((conflict) => `\n    plan conflict: ${conflict}`).join('');
  const why = message === undefined ? '' : `: ${message}`;
  return `[${String(nth).padStart(String(of).length)}/${of}] ${code} ${outcome}  ${name}${why}${conflicts}`;
}

function summaryOf(rows: readonly Row[]): string {
  const count = (outcome: Row['outcome']) => rows.filter((row) => row.outcome === outcome).length;
  const conflicts = rows.reduce((sum, row) => sum + row.planConflicts.length, 0);
  const parts = [
    `${count('registered')} registered`,
    `${count('unchanged')} unchanged`,
    `${count('refused')} refused`,
    `${conflicts} plan conflicts`,
  ];
  return parts.join(', ');
}
