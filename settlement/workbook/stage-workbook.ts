import { dayOf, type Instant } from '../../domain/time.ts';
import { inTransaction } from '../../readmodel/pool.ts';
import type { Pool } from 'pg';
import { findSheetMap } from '../../readmodel/sheet-maps.ts';
import {
  addWorkbookImport,
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
import { WORKBOOK_LIMITS } from '../../schemas/workbook/sheet.ts';
import type { SheetMap } from '../../schemas/workbook/sheet-map.ts';
import type { Rulebook } from '../catalogue.ts';
import { lookAtRows } from './look-at-rows.ts';
import type { StagedRow } from './staged-row.ts';

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

const MOST_ROWS = WORKBOOK_LIMITS.rows;

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

/** Changes an import that is not confirmed, and looks at its rows again. */
export async function changeStaged(
  { pool, ...look }: StageDeps,
  id: number,
  change: StagedChange,
): Promise<WorkbookImport | 'unknown' | 'unknownRow' | 'over'> {
  return inTransaction(pool, async (client) => {
    const found = await findWorkbookImport(client, id, { lock: true });
    if (!found) return 'unknown';
    const rows = await workbookRowsOf<StagedRow>(client, id, { after: 0, limit: MOST_ROWS });
    if ('fields' in change) {
      if (rows.some(({ outcome }) => outcome !== null)) return 'over';
      await changeWorkbookImport(client, id, change);
      const { fields, mapName = found.mapName, year = found.year } = change;
      const next = { ...found, fields, mapName, year };
      await saveWorkbookRows(client, id, await lookAtRows({ client, ...look }, next, rows));
      return next;
    }
    const row = rows.find(({ number }) => number === change.row);
    if (!row) return 'unknownRow';
    if (row.outcome !== null) return 'over';
    answerRow(row, change);
    await saveWorkbookRows(client, id, await lookAtRows({ client, ...look }, found, rows));
    return found;
  });
}

function answerRow(
  row: StagedRow,
  { answers = {}, skip }: { answers?: Record<string, string>; skip?: boolean },
): void {
  row.answers = { ...row.answers, ...answers };
  if (skip === true) row.state = 'skipped';
  // Any state that is not over: the row is looked at again.
  else if (row.state === 'skipped') row.state = 'ready';
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
        ...{ found: { isNew: false, faults: [], guesses: [], notes: [], acts: [] }, outcome: null },
      },
    ];
  });
}

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
