import { dayOf, type Instant } from '../../domain/time.ts';
import { inTransaction } from '../../readmodel/pool.ts';
import type { Pool } from 'pg';
import { findSheetMap } from '../../readmodel/sheet-maps.ts';
import {
  addWorkbookImport,
  bareRowsOf,
  changeWorkbookImport,
  findWorkbookImport,
  saveWorkbookRows,
  workbookRowsOf,
  type WorkbookImport,
} from '../../readmodel/workbook-imports.ts';
import { shownCell } from '../../schemas/ledger-cell.ts';
import { findHeadings, type Headings } from '../../schemas/workbook/find-headings.ts';
import {
  guessColumns,
  milestoneNames,
  type ColumnsKnown,
} from '../../schemas/workbook/guess-columns.ts';
import { plainHeading } from '../../schemas/workbook/plain-heading.ts';
import type { ReadWorkbook, Sheet } from '../../schemas/workbook/sheet.ts';
import type { SheetMap } from '../../schemas/workbook/sheet-map.ts';
import type { Rulebook } from '../catalogue.ts';
import { lookAtAnswered, lookAtRows } from './look-at-rows.ts';
import type { LookDeps } from './plan-rows.ts';
import { isConfirmed, isOpen, type StagedRow } from './staged-row.ts';

/** What staging is done with. */
export interface StageDeps {
  pool: Pool;
  rules: Rulebook;
  now: Instant;
  /** Whether the caller sees a project; rows are compared with no other. */
  sees: (code: string) => boolean;
}

/** An upload to be staged. */
export interface NewUpload {
  file: string;
  fileHash: string;
  actor: string;
  read: ReadWorkbook;
  /** Name of a saved map; without one columns are guessed. */
  mapName?: string | undefined;
}

/** Why an upload can't be staged. */
export type StageRefusal = 'noHeadings' | 'noProjects' | 'unknownMap';

/** Keeps the rows of a workbook, each with its faults and guesses, and gives the id of the import. */
export async function stageWorkbook(
  { pool, ...look }: StageDeps,
  { file, fileHash, actor, read, mapName }: NewUpload,
): Promise<number | StageRefusal> {
  const saved = mapName === undefined ? undefined : await findSheetMap<SheetMap>(pool, mapName);
  if (mapName !== undefined && !saved) return 'unknownMap';
  const { lifecycles } = await look.rules.now(pool);
  const thisYear = Number(dayOf(look.now).slice(0, 4));
  const known = { milestones: milestoneNames(lifecycles.values()), year: thisYear };
  const table = tableIn(read.sheet, known, saved?.body);
  if (typeof table === 'string') return table;
  const { rows, ...columns } = table;
  const begun = {
    ...{ file, fileHash, actor, at: look.now, ...columns, mapName: mapName ?? null },
    ...{ sheet: read.sheet.name, sheets: read.sheets },
  };
  // Outside of the transaction: of thousands of rows it takes longer than one may be left idle.
  const looked = await lookAtRows({ client: pool, ...look }, begun, rows);
  return inTransaction(pool, async (client) => {
    const id = await addWorkbookImport(client, begun);
    await saveWorkbookRows(client, id, looked);
    return id;
  });
}

function tableIn(sheet: Sheet, known: ColumnsKnown, saved: SheetMap | undefined) {
  const mapped = new Set(Object.keys(saved?.columns ?? {}).map(plainHeading));
  const headings = findHeadings(sheet, known, (name) => mapped.has(name));
  if (!headings) return 'noHeadings';
  const year = yearIn(headings.title) ?? known.year;
  const fields = guessColumns(headings.names, { ...known, year }, saved);
  const rows = dataRows(sheet, headings, fields);
  if (rows.length === 0) return 'noProjects';
  return { rows, fields, year, title: headings.title ?? null, headings: headings.names };
}

/** What changes an import: another meaning of its columns, or what a person says of one of its rows. */
export type StagedChange =
  | { fields: (string | null)[]; mapName?: string; year?: number }
  | { row: number; answers?: Record<string, string>; skip?: boolean };

/** Changes an import that is not confirmed, and looks again at the rows that this can change. */
export async function changeStaged(
  { pool, ...look }: StageDeps,
  id: number,
  change: StagedChange,
): Promise<WorkbookImport | 'unknown' | 'unknownRow' | 'over'> {
  return inTransaction(pool, async (client) => {
    const found = await findWorkbookImport(client, id, { lock: true });
    if (!found) return 'unknown';
    const changing = { deps: { client, ...look }, found };
    return 'fields' in change ? changeColumns(changing, change) : answerRow(changing, change);
  });
}

interface Changing {
  deps: LookDeps;
  found: WorkbookImport;
}

async function changeColumns(
  { deps, found }: Changing,
  change: Extract<StagedChange, { fields: unknown }>,
): Promise<WorkbookImport | 'over'> {
  const { client } = deps;
  const rows = await bareRowsOf<StagedRow>(client, found.id);
  if (rows.some(isConfirmed)) return 'over';
  await changeWorkbookImport(client, found.id, change);
  const { fields, mapName = found.mapName, year = found.year } = change;
  const next = { ...found, fields, mapName, year };
  await saveWorkbookRows(client, found.id, await lookAtRows(deps, next, rows));
  return next;
}

async function answerRow(
  { deps, found }: Changing,
  { row: number, ...said }: Extract<StagedChange, { row: number }>,
): Promise<WorkbookImport | 'unknownRow' | 'over'> {
  const { client } = deps;
  const [was] = await workbookRowsOf<StagedRow>(client, found.id, { after: number - 1, limit: 1 });
  if (was?.number !== number) return 'unknownRow';
  if (isConfirmed(was)) return 'over';
  const row = answered(was, said);
  const rows = await bareRowsOf<StagedRow>(client, found.id);
  const all = rows.map((one) => (one.number === number ? row : one));
  const looked = await lookAtAnswered(deps, found, { all, was });
  await saveWorkbookRows(client, found.id, isOpen(row) ? looked : [row, ...looked]);
  return found;
}

function answered(
  row: StagedRow,
  { answers = {}, skip }: { answers?: Record<string, string>; skip?: boolean },
): StagedRow {
  // Any state that is open: the row is looked at again.
  const unskipped = row.state === 'skipped' ? 'ready' : row.state;
  const state = skip === true ? 'skipped' : unskipped;
  return { ...row, answers: { ...row.answers, ...answers }, state };
}

const yearIn = (title: string | undefined): number | undefined => {
  const [, year] = /(20\d\d)年/u.exec(title?.normalize('NFKC') ?? '') ?? [];
  return year === undefined ? undefined : Number(year);
};

function dataRows(
  { rows }: Sheet,
  { names, dataRow }: Headings,
  fields: readonly (string | null)[],
): StagedRow[] {
  return rows.flatMap((cells, at): StagedRow[] => {
    const number = at + 1;
    if (number < dataRow || !isProject(cells, names, fields)) return [];
    return [
      {
        ...{ number, cells, answers: {}, state: 'error', projectCode: null, name: null },
        ...{ found: NOTHING, outcome: null },
      },
    ];
  });
}

const NOTHING = { isNew: false, revision: 0, faults: [], guesses: [], notes: [], acts: [] };

const NO_PROJECT = /^(?:合计|小计|总计|备注|注[:：]|填表|制表|审核|说明)/u;

// Blank rows, sums, remarks, headings of parts and headings that come again on each page.
function isProject(
  cells: Sheet['rows'][number],
  names: readonly string[],
  fields: readonly (string | null)[],
): boolean {
  const texts = cells.map((cell) => plainHeading(shownCell(cell ?? undefined)));
  const filled = texts.filter((text) => text !== '');
  const [first] = filled;
  if (first === undefined || NO_PROJECT.test(first)) return false;
  const isNamed = texts.some((text, at) => text !== '' && fields[at] === 'name');
  if (filled.length > 1 || !isNamed) {
    if (filled.every((text) => text === first)) return false;
  }
  const again = texts.filter((text, at) => text !== '' && (names[at] ?? '').includes(text));
  return again.length < Math.max(2, filled.length / 2);
}
