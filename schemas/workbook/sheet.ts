import type { Cell } from '../ledger-cell.ts';

/** A cell of a workbook; `formula`: what stands there is the result that the table program stored. */
export type SheetCell = Cell & { formula?: true };

/** A sheet as it stands in its file; `null` is an empty cell, and each cell of a merged range has its value. */
export interface Sheet {
  name: string;
  /** Rows from 1 at index 0, columns from A at index 0. */
  rows: (SheetCell | null)[][];
}

/** What a file holds, with the cells of one of its sheets. */
export interface ReadWorkbook {
  /** Names of all visible sheets, in their order. */
  sheets: string[];
  sheet: Sheet;
}

/** What an uploaded workbook may hold at most. */
export const WORKBOOK_LIMITS = {
  fileBytes: 10 * 1024 * 1024,
  unpackedBytes: 100 * 1024 * 1024,
  rows: 5_000,
  columns: 200,
} as const;

/** Letters of a column as a table program shows them, from 0: `A` … `Z`, `AA`. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode('A'.charCodeAt(0) + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}
