import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import ExcelJS from 'exceljs';
import type { ReportLayout } from '../../schemas/report-layout.ts';
import type { ReportCell } from './report-row.ts';

/** A sheet to be written. */
export interface SheetToWrite {
  layout: Pick<ReportLayout, 'sheet' | 'font'> & {
    columns: readonly { heading: string; width: number }[];
  };
  title: string;
  /** Below the title, such as where it comes from and when. */
  note: string;
  rows: AsyncIterable<readonly ReportCell[]>;
}

const TITLE_ROW = 1;
const NOTE_ROW = 2;
const HEADING_ROW = 3;

/**
 * The bytes of an .xlsx file: title merged over all columns, headings frozen, colours as ink and word.
 * Every text is a text to the table program, whatever it begins with.
 */
export async function writeSheet({ layout, title, note, rows }: SheetToWrite): Promise<Buffer> {
  const stream = new PassThrough();
  const bytes = buffer(stream);
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true });
  const { sheet: name, columns, font } = layout;
  const sheet = book.addWorksheet(name, {
    views: [{ state: 'frozen', xSplit: 0, ySplit: HEADING_ROW }],
    pageSetup: {
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
    },
    properties: { defaultRowHeight: 18 },
  });
  sheet.pageSetup.printTitlesRow = `${HEADING_ROW}:${HEADING_ROW}`;
  sheet.columns = columns.map(({ width }) => ({ width }));
  writeHead(sheet, { title, note, headings: columns.map(({ heading }) => heading), font });
  for await (const cells of rows) {
    const row = sheet.addRow([]);
    cells.forEach((cell, at) => {
      writeCell(row.getCell(at + 1), cell, font);
    });
    row.commit();
  }
  sheet.commit();
  await book.commit();
  return bytes;
}

interface Head {
  title: string;
  note: string;
  headings: readonly string[];
  font: string;
}

function writeHead(sheet: ExcelJS.Worksheet, { title, note, headings, font }: Head): void {
  for (const [number, text, size] of [
    [TITLE_ROW, title, 20],
    [NOTE_ROW, note, 11],
  ] as const) {
    const row = sheet.getRow(number);
    row.height = size * 2;
    const cell = row.getCell(1);
    cell.value = text;
    cell.font = { name: font, size, bold: number === TITLE_ROW };
    cell.alignment = { horizontal: 'center', vertical: 'middle' };
    sheet.mergeCells(number, 1, number, Math.max(1, headings.length));
    row.commit();
  }
  const row = sheet.getRow(HEADING_ROW);
  headings.forEach((heading, at) => {
    const cell = row.getCell(at + 1);
    cell.value = heading;
    Object.assign(cell, { font: { name: font, size: 11, bold: true }, border: BORDER, fill: GREY });
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
  });
  row.commit();
}

function writeCell(cell: ExcelJS.Cell, value: ReportCell, font: string): void {
  cell.font = { name: font, size: 11 };
  cell.border = BORDER;
  cell.alignment = { vertical: 'middle', wrapText: true };
  if (value === null) return;
  if (typeof value === 'number') cell.value = value;
  else if (typeof value === 'string') writeText(cell, value);
  else if ('day' in value) {
    cell.value = new Date(`${value.day}T00:00:00Z`);
    cell.numFmt = 'yyyy-mm-dd';
  } else writeColour(cell, value.colour, font);
}

// Longest text of a cell by the format.
const MOST_CHARACTERS = 32_767;

// The format `@` keeps a text a text also when somebody edits it (CWE-1236).
function writeText(cell: ExcelJS.Cell, text: string): void {
  cell.value = text.replaceAll(CONTROLS, '').slice(0, MOST_CHARACTERS);
  cell.numFmt = '@';
}

// XML has no place for them.
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu;

function writeColour(
  cell: ExcelJS.Cell,
  { word, glyph, hex }: { word: string; glyph: string; hex: string },
  font: string,
): void {
  const argb = `FF${hex.slice(1).toUpperCase()}`;
  cell.value = `${glyph} ${word}`;
  cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb } };
  cell.font = { name: font, size: 11, bold: true, color: { argb: inkOn(hex) } };
  cell.alignment = { horizontal: 'center', vertical: 'middle' };
}

const HALF = 128;

// Black or white, whichever is easier to read on it.
function inkOn(hex: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue > HALF ? 'FF000000' : 'FFFFFFFF';
}

const LINE = { style: 'thin', color: { argb: 'FF999999' } } as const;
const BORDER = { top: LINE, left: LINE, bottom: LINE, right: LINE };
const GREY = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE7E6E6' } } as const;
