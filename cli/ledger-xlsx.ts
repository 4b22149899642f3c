import { read, SSF, type CellObject, type Range } from '@e965/xlsx';
import { serialToMoment } from '../schemas/ledger-moment.ts';
import type { Cell } from '../schemas/ledger-cell.ts';
import { LEDGER_LIMITS, type LedgerSheet } from './ledger-limits.ts';
import { textCell } from '../schemas/text-cell.ts';

/**
 * The cells of a sheet, the first unless one is named. Of a formula the stored result is taken, never
 * computed; every cell of a merged range has its value. Throws an Error that says what is wrong.
 */
export function readXlsx(bytes: Buffer, sheetName?: string): LedgerSheet {
  const book = read(bytes, {
    type: 'buffer',
    dense: true,
    cellNF: true,
    cellText: false,
    cellHTML: false,
    sheetStubs: true,
    sheetRows: LEDGER_LIMITS.rows + 1,
    sheets: sheetName ?? 0,
  });
  // Dates would be four years off, and nobody would notice.
  if (book.Workbook?.WBProps?.date1904)
    throw new Error('it counts days from 1904: switch that off');
  const name = sheetName ?? book.SheetNames[0] ?? '';
  const sheet = book.Sheets[name];
  if (!sheet) {
    throw new Error(`it has no sheet ${name}, but ${book.SheetNames.join(', ')}`);
  }
  // Array.from: the library's arrays have holes where rows and cells are blank.
  const rows = Array.from(sheet['!data'] ?? [], (row: CellObject[] | undefined) =>
    Array.from(row ?? [], cellOf),
  );
  fillMerged(rows, sheet['!merges'] ?? []);
  return { name, rows };
}

function cellOf(cell: CellObject | undefined): Cell | undefined {
  if (!cell) return undefined;
  const { t, v, f } = cell;
  if (t === 'e') return { kind: 'unreadable', why: `holds the error ${errorOf(cell)}` };
  if (v === undefined) return f === undefined ? undefined : WITHOUT_RESULT;
  if (typeof v === 'number') return numberOrDate(v, String(cell.z ?? ''));
  return textCell(typeof v === 'boolean' ? String(v).toUpperCase() : String(v));
}

function numberOrDate(value: number, format: string): Cell {
  if (!isDateFormat(format)) return { kind: 'number', value };
  const moment = serialToMoment(value);
  return moment === undefined ? NO_DATE : { kind: 'moment', moment };
}

// `as`: the library exports its number formats untyped.
const { is_date: isDateFormat } = SSF as { is_date: (format: string) => boolean };

const WITHOUT_RESULT: Cell = {
  kind: 'unreadable',
  why: 'holds a formula without a stored result: open and save the file in Excel',
};
const NO_DATE: Cell = { kind: 'unreadable', why: 'is formatted as a date but is none since 1992' };

// Codes of [MS-XLS] 2.5.10; what is missing here shows as its number.
const ERRORS: Readonly<Record<string, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
};
const errorOf = ({ v }: CellObject): string => ERRORS[String(v)] ?? String(v);

function fillMerged(rows: LedgerSheet['rows'], merges: readonly Range[]): void {
  let filled = 0;
  for (const { s: from, e: to } of merges) {
    const value = rows[from.r]?.[from.c];
    const lastRow = Math.min(to.r, rows.length - 1);
    const lastColumn = Math.min(to.c, LEDGER_LIMITS.columns);
    filled += Math.max(0, lastRow - from.r + 1) * Math.max(0, lastColumn - from.c + 1);
    // Ranges that overlap are no work of a table program.
    if (filled > MOST_FILLED) throw new Error('it has more merged cells than it can have');
    for (let row = from.r; row <= lastRow; row += 1) {
      for (let column = from.c; column <= lastColumn; column += 1) {
        const cells = rows[row];
        if (cells) cells[column] ??= value;
      }
    }
  }
}

const MOST_FILLED = 5_000_000;
