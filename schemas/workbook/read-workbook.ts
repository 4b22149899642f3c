import ExcelJS from 'exceljs';
import { readMoment } from '../moment.ts';
import { storableText } from '../storable.ts';
import { textCell } from '../text-cell.ts';
import { WORKBOOK_LIMITS, type ReadWorkbook, type SheetCell } from './sheet.ts';

/**
 * Reads one sheet of an .xlsx file, the first visible one unless a name is given. A formula is never
 * run: its stored result is taken and marked. Throws an Error that says what is wrong with the file.
 */
export async function readWorkbook(
  bytes: Uint8Array,
  sheetName: string | undefined,
): Promise<ReadWorkbook> {
  const book = new ExcelJS.Workbook();
  // Copied: the library wants a buffer of its own, and `bytes` may be a view of a larger one.
  await book.xlsx.load(new Uint8Array(bytes).buffer, { ignoreNodes: UNREAD });
  // Dates would be four years off, and nobody would notice.
  if (book.properties.date1904) throw new Error('it counts days from 1904: switch that off');
  const visible = book.worksheets.filter(({ state }) => state === 'visible');
  const sheets = visible.map(({ name }) => name);
  const sheet = visible.find(({ name }) => name === (sheetName ?? sheets[0]));
  if (!sheet) throw new Error(`it has no sheet ${sheetName ?? ''}, but ${sheets.join(', ')}`);
  if (sheet.rowCount > WORKBOOK_LIMITS.rows) {
    throw new Error(`it has more than ${WORKBOOK_LIMITS.rows} rows`);
  }
  return { sheets, sheet: { name: sheet.name, rows: rowsOf(sheet) } };
}

// Nothing of these is looked at, and some make the library read for minutes.
const UNREAD = ['dataValidations', 'conditionalFormatting', 'drawing', 'picture', 'extLst'];

function rowsOf(sheet: ExcelJS.Worksheet): (SheetCell | null)[][] {
  const rows = Array.from({ length: sheet.rowCount }, (): (SheetCell | null)[] => []);
  sheet.eachRow((row, number) => {
    const cells = rows[number - 1] ?? [];
    row.eachCell((cell, column) => {
      if (column > WORKBOOK_LIMITS.columns) {
        throw new Error(`it has more than ${WORKBOOK_LIMITS.columns} columns`);
      }
      while (cells.length < column) cells.push(null);
      cells[column - 1] = cellOf(cell.value);
    });
  });
  return rows;
}

function cellOf(value: ExcelJS.CellValue): SheetCell | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return { kind: 'number', value };
  if (typeof value === 'boolean') return text(String(value).toUpperCase());
  return typeof value === 'string' ? text(value) : objectCell(value);
}

function objectCell(value: object & ExcelJS.CellValue): SheetCell | null {
  if (value instanceof Date) return dateCell(value);
  if ('error' in value) return { kind: 'unreadable', why: `holds the error ${value.error}` };
  if ('richText' in value) return text(value.richText.map((part) => part.text).join(''));
  if ('hyperlink' in value) return text(value.text);
  if ('formula' in value || 'sharedFormula' in value) return stored(value.result);
  return null;
}

function stored(result: ExcelJS.CellFormulaValue['result']): SheetCell {
  const cell = result === undefined ? null : cellOf(result);
  return cell === null ? WITHOUT_RESULT : { ...cell, formula: true };
}

const WITHOUT_RESULT: SheetCell = {
  kind: 'unreadable',
  why: 'holds a formula without a stored result: open and save the file in Excel',
  formula: true,
};

const MAX_TEXT = 4000;
const text = (value: string): SheetCell | null => textCell(storableText(value, MAX_TEXT)) ?? null;

const FIRST = Date.UTC(1992, 0, 1);
const AFTER = Date.UTC(2100, 0, 1);
const SECOND_MS = 1000;

// A date of a table has no zone; the library gives it as if it were UTC.
function dateCell(date: Date): SheetCell {
  const at = Math.round(date.getTime() / SECOND_MS) * SECOND_MS;
  if (!(at >= FIRST && at < AFTER)) return NO_DATE;
  const [day = '', time = ''] = new Date(at).toISOString().slice(0, 19).split('T');
  const moment = time === '00:00:00' ? day : `${day} ${time}`;
  return readMoment(moment) === undefined ? NO_DATE : { kind: 'moment', moment };
}

const NO_DATE: SheetCell = {
  kind: 'unreadable',
  why: 'is formatted as a date but is none since 1992',
};
