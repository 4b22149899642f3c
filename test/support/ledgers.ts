import { readFileSync } from 'node:fs';
import { utils, write, type WorkSheet } from '@e965/xlsx';
import { parseLedgerMap, type LedgerMap } from '../../schemas/ledger-map.ts';

const MAPS = new URL('../../definitions/ledger-maps/', import.meta.url);

/** The shipped map of an approval window's table. */
export const permitMap = (): LedgerMap => shippedMap('permit-window');

/** A map that is shipped; fails the test if it has a fault. */
export function shippedMap(name: string): LedgerMap {
  const json: unknown = JSON.parse(readFileSync(new URL(`${name}.json`, MAPS), 'utf8'));
  const parsed = parseLedgerMap(json);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.map;
}

/** Columns of the shipped map of an approval window, as its table has them. */
export const PERMIT_COLUMNS = [
  '序号',
  '项目代码',
  '项目名称',
  '申请编号',
  '事项编码',
  '受理方式',
  '承诺时限',
  '受理日期',
  '办结日期',
  '办理结果',
  '证照名称',
  '证照编号',
  '发证日期',
] as const;

/** One row of that table, by column; a number or text as it stands in its cell. */
export type PermitRow = Partial<Record<(typeof PERMIT_COLUMNS)[number], string | number | null>>;

type Grid = (string | number | null)[][];

/** The table with its headings, ready for a file. */
export const permitGrid = (rows: readonly PermitRow[]): Grid => [
  [...PERMIT_COLUMNS],
  ...rows.map((row) => PERMIT_COLUMNS.map((column) => row[column] ?? null)),
];

/** An .xlsx file of one sheet; `edit` may add what a grid can't hold. */
export function xlsxOf(grid: Grid, edit: (sheet: WorkSheet) => void = () => undefined): Buffer {
  const sheet = utils.aoa_to_sheet(grid);
  edit(sheet);
  const book = utils.book_new(sheet, '台账');
  // `as`: asked for as a buffer.
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer;
}

/** A .csv file with quotes where needed. */
export const csvOf = (grid: Grid): string =>
  grid.map((row) => row.map((cell) => quoted(String(cell ?? ''))).join(',')).join('\r\n');

const quoted = (text: string): string =>
  /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
