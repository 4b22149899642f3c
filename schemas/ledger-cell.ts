import { readLedgerMoment, serialToMoment } from './ledger-moment.ts';

/** What stands in a cell: a text, a number, a date as the table program keeps it, or something that can't be read. */
export type Cell =
  | { kind: 'text'; text: string }
  | { kind: 'number'; value: number }
  | { kind: 'moment'; moment: string }
  | { kind: 'unreadable'; why: string };

/** How a cell is read. */
export const CELL_READINGS = ['text', 'number', 'day', 'moment', 'month', 'list'] as const;
/** One of the ways in which a cell is read. */
export type CellReading = (typeof CELL_READINGS)[number];

/** What a cell says, or why it can't be taken. */
export type CellValue =
  { ok: true; value: string | number | string[] } | { ok: false; message: string };

/** Reads a cell that is not empty; never guesses a day that is not written. */
export function readCell(cell: Cell, as: CellReading): CellValue {
  if (cell.kind === 'unreadable') return { ok: false, message: cell.why };
  if (cell.kind === 'text' && isFormula(cell.text)) return { ok: false, message: FORMULA };
  return READERS[as](cell);
}

/** The text of a cell as a person sees it, for messages; cut to 80 characters. */
export function shownCell(cell: Cell | undefined): string {
  if (!cell) return '';
  if (cell.kind === 'unreadable') return '';
  if (cell.kind === 'text') return cell.text.slice(0, SHOWN);
  return cell.kind === 'number' ? String(cell.value) : cell.moment;
}

type Readable = Exclude<Cell, { kind: 'unreadable' }>;

const SHOWN = 80;
// Beyond 15 digits Excel has already replaced the others by zeros.
const EXACT_BELOW = 1e15;

// A text that a table program would run as a formula when the data is exported again (CWE-1236).
const FORMULA_TEXT = /^\s*(?:[=@]|[+-].*[(!|])/u;
const FORMULA = 'looks like a formula: expected plain text';
const isFormula = (text: string): boolean => FORMULA_TEXT.test(text.normalize('NFKC'));

const READERS: Record<CellReading, (cell: Readable) => CellValue> = {
  text: readText,
  number: readNumber,
  day: (cell) => readDay(cell, true),
  moment: (cell) => readDay(cell, false),
  month: readMonth,
  list: (cell) => {
    const text = readText(cell);
    if (!text.ok) return text;
    const parts = String(text.value).split(/[、，,；;\n]/u);
    return { ok: true, value: parts.map((part) => part.trim()).filter((part) => part !== '') };
  },
};

function readText(cell: Readable): CellValue {
  if (cell.kind === 'text') return { ok: true, value: cell.text.trim() };
  if (cell.kind === 'moment') return { ok: true, value: cell.moment };
  if (Math.abs(cell.value) < EXACT_BELOW) return { ok: true, value: String(cell.value) };
  const message = 'a number of more than 15 digits has lost some: format the column as text';
  return { ok: false, message };
}

function readNumber(cell: Readable): CellValue {
  if (cell.kind === 'number') return { ok: true, value: cell.value };
  const plain = shownCell(cell).normalize('NFKC').replaceAll(/[\s,]/g, '');
  const isNumber = cell.kind === 'text' && /^[+-]?\d{1,15}(\.\d{1,10})?$/.test(plain);
  return isNumber ? { ok: true, value: Number(plain) } : unexpected('a number', cell);
}

function readDay(cell: Readable, isWhole: boolean): CellValue {
  const moment = momentOf(cell);
  if (moment === undefined) return unexpected('a day such as 2025-10-30', cell);
  return { ok: true, value: isWhole ? moment.slice(0, 'YYYY-MM-DD'.length) : moment };
}

function readMonth(cell: Readable): CellValue {
  const text = shownCell(cell).normalize('NFKC').trim();
  const [, year, month = ''] = /^(\d{4})[-./年](\d{1,2})月?$/.exec(text) ?? [];
  if (year !== undefined) return { ok: true, value: `${year}-${month.padStart(2, '0')}` };
  const moment = momentOf(cell);
  if (moment === undefined) return unexpected('a month such as 2025-10', cell);
  return { ok: true, value: moment.slice(0, 'YYYY-MM'.length) };
}

function momentOf(cell: Readable): string | undefined {
  if (cell.kind === 'moment') return cell.moment;
  return cell.kind === 'number' ? serialToMoment(cell.value) : readLedgerMoment(cell.text);
}

const unexpected = (what: string, cell: Readable): CellValue => ({
  ok: false,
  message: `expected ${what}, received ${shownCell(cell)}`,
});
