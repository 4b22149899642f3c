import type { Pool } from 'pg';
import { countWorkbookRows, type WorkbookImport } from '../readmodel/workbook-imports.ts';
import { shownCell } from '../schemas/ledger-cell.ts';
import { columnLetters } from '../schemas/workbook/sheet.ts';
import type { SheetField } from '../schemas/workbook/sheet-field.ts';
import type { StagedRow } from '../settlement/workbook/staged-row.ts';
import type { ImportColumn, WorkbookImportSummary, WorkbookRowItem } from './workbook-responses.ts';

/** An import in a list, with how its rows stand. */
export async function importSummary(
  pool: Pool,
  { id, file, sheet, sheets, title, mapName, year, actor, at, confirmedAt }: WorkbookImport,
): Promise<WorkbookImportSummary> {
  const said = { file, sheet, sheets, title, map: mapName, year, actor, at, confirmedAt };
  return { id: String(id), ...said, ...(await countWorkbookRows(pool, id)) };
}

/** The columns of an import that have a heading. */
export const importColumns = ({ headings, fields }: WorkbookImport): ImportColumn[] =>
  headings.flatMap((heading, at) => {
    // `as`: fields are checked when they come in.
    const field = (fields[at] ?? null) as SheetField | null;
    return heading === '' ? [] : [{ heading, letters: columnLetters(at), field }];
  });

/** A row with the texts of the cells that have a heading. */
export function rowItem(
  { headings }: WorkbookImport,
  { number, state, projectCode, name, cells, answers, found, outcome }: StagedRow,
): WorkbookRowItem {
  const texts = headings.flatMap((heading, at) =>
    heading === '' ? [] : [shownCell(cells[at] ?? undefined)],
  );
  const { isNew, faults, guesses, notes, acts } = found;
  return {
    ...{ row: number, state, project: projectCode, name, isNew, cells: texts, answers },
    ...{ faults, guesses, notes, acts, outcome, isWithheld: false },
  };
}
