import type { Instant } from '../domain/time.ts';
import type { RowState } from '../readmodel/workbook-imports.ts';
import type { RowFault, RowGuess, RowNote } from '../schemas/workbook/project-row.ts';
import type { SheetField } from '../schemas/workbook/sheet-field.ts';
import type { SheetMap } from '../schemas/workbook/sheet-map.ts';
import type { RowAct } from '../settlement/workbook/row-act.ts';
import type { ActOutcome } from '../settlement/workbook/staged-row.ts';
import type { Page } from './responses.ts';

/** A column of an uploaded list, and what it is read as; null: not read. */
export interface ImportColumn {
  heading: string;
  /** Such as `D`. */
  letters: string;
  field: SheetField | null;
}

/** An uploaded list of projects between upload and confirmation. Times in domain time. */
export interface WorkbookImportSummary {
  id: string;
  file: string;
  sheet: string;
  sheets: string[];
  title: string | null;
  /** Name of the saved map that was used. */
  map: string | null;
  /** Of dates without one. */
  year: number;
  actor: string;
  at: Instant;
  confirmedAt: Instant | null;
  /** Projects that it has registered, and those that it has changed. */
  registered: number;
  changed: number;
  /** `queued`: confirmed and not written yet; confirming again goes on with them. */
  rows: Record<RowState, number>;
}

/** A row of an uploaded list with all that was found in it. */
export interface WorkbookRowItem {
  /** As the table program counts. */
  row: number;
  state: RowState;
  /** Null while nobody can tell which project it is. */
  project: string | null;
  name: string | null;
  /** The project is not registered yet. */
  isNew: boolean;
  /** Texts of its cells, in the order of the columns. */
  cells: string[];
  answers: Record<string, string>;
  faults: RowFault[];
  guesses: RowGuess[];
  notes: RowNote[];
  acts: RowAct[];
  /** Sums of money are left out, which the caller may not see. */
  isWithheld: boolean;
  /** Null until it is confirmed. */
  outcome: ActOutcome[] | null;
}

/** An import with its columns and a page of its rows. */
export interface WorkbookImportDetail extends WorkbookImportSummary, Page<WorkbookRowItem> {
  columns: ImportColumn[];
}

/**
 * What an import has done so far. While `queued` in `rows` is not 0, confirming again goes on;
 * `unchanged` says what was so already.
 */
export interface WorkbookImportConfirmed {
  id: string;
  registered: number;
  changed: number;
  refused: number;
  rows: Record<RowState, number>;
}

/** A saved map of columns. */
export interface SheetMapItem {
  name: string;
  map: SheetMap;
  savedBy: string;
  savedAt: Instant;
}

/** Number and day of a supervision slip, as they were recorded. */
export interface SupervisionSlipItem {
  alert: string;
  project: string;
  number: string;
  issuedOn: string;
  recordedBy: string;
  recordedAt: Instant;
}
