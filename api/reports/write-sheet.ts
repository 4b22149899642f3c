import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import ExcelJS from 'exceljs';
import type { ReportLayout } from '../../schemas/report-layout.ts';
import type { ReportCell } from './report-row.ts';
import { rowHeight } from './row-height.ts';

/** A sheet to be written. */
export interface SheetToWrite {
  layout: Pick<ReportLayout, 'sheet' | 'font'> & {
    columns: readonly Pick<ReportLayout['columns'][number], 'heading' | 'width' | 'field'>[];
  };
  title: string;
  /** Below the title, such as where it comes from and when. */
  note: string;
  rows: AsyncIterable<readonly ReportCell[]>;
}

const TITLE_ROW = 1;
const NOTE_ROW = 2;
const HEADING_ROW = 3;
// By the format; the library's own list of sizes leaves it out.
const A3 = { paperSize: 8 };
// What still reads well on A3, laid across.
const PAGE_CHARACTERS = 300;

/**
 * The bytes of an .xlsx file: title merged over all columns, headings frozen, colours as ink and word; where
 * it is wider than a page, what names a row stays too, on the screen and on each page.
 * Every text is a text to the table program, whatever it begins with.
 */
export async function writeSheet({ layout, title, note, rows }: SheetToWrite): Promise<Buffer> {
  const stream = new PassThrough();
  const bytes = buffer(stream);
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true });
  const { sheet: name, columns, font } = layout;
  const pages = Math.ceil(columns.reduce((sum, { width }) => sum + width, 0) / PAGE_CHARACTERS);
  const named = pages > 1 ? columns.findIndex(({ field }) => field === 'name') + 1 : 0;
  const sheet = book.addWorksheet(name, {
    views: [{ state: 'frozen', xSplit: named, ySplit: HEADING_ROW }],
    pageSetup: {
      ...{ orientation: 'landscape', fitToPage: true, fitToWidth: pages, fitToHeight: 0 },
    },
  });
  Object.assign(sheet.pageSetup, A3);
  sheet.pageSetup.printTitlesRow = `${HEADING_ROW}:${HEADING_ROW}`;
  if (named > 0) sheet.pageSetup.printTitlesColumn = `A:${sheet.getColumn(named).letter}`;
  sheet.columns = columns.map(({ width }) => ({ width }));
  // Over many columns its middle would be out of sight.
  writeHead(sheet, { title, note, columns, font, align: pages > 1 ? 'left' : 'center' });
  for await (const cells of rows) writeRow(sheet, { cells, columns, font });
  sheet.commit();
  await book.commit();
  return bytes;
}

interface Head {
  title: string;
  note: string;
  columns: SheetToWrite['layout']['columns'];
  font: string;
  align: 'left' | 'center';
}

function writeHead(sheet: ExcelJS.Worksheet, { title, note, columns, font, align }: Head): void {
  for (const [number, text, size] of [
    [TITLE_ROW, title, 20],
    [NOTE_ROW, note, 11],
  ] as const) {
    const row = sheet.getRow(number);
    row.height = size * 2;
    const cell = row.getCell(1);
    cell.value = text;
    cell.font = { name: font, size, bold: number === TITLE_ROW };
    cell.alignment = { horizontal: align, vertical: 'middle' };
    sheet.mergeCells(number, 1, number, columns.length);
    row.commit();
  }
  const row = sheet.getRow(HEADING_ROW);
  row.height = rowHeight(columns.map(({ heading, width }) => ({ text: heading, width })));
  columns.forEach(({ heading }, at) => {
    const cell = row.getCell(at + 1);
    cell.value = heading;
    Object.assign(cell, { font: { name: font, size: 11, bold: true }, border: BORDER, fill: GREY });
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
  });
  row.commit();
}

interface Line {
  cells: readonly ReportCell[];
  columns: SheetToWrite['layout']['columns'];
  font: string;
}

function writeRow(sheet: ExcelJS.Worksheet, { cells, columns, font }: Line): void {
  const row = sheet.addRow([]);
  cells.forEach((cell, at) => {
    writeCell(row.getCell(at + 1), cell, font);
  });
  row.height = rowHeight(
    columns.flatMap(({ width }, at) => {
      const text = cells[at];
      return typeof text === 'string' ? [{ text, width }] : [];
    }),
  );
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
