import type { Cell } from '../schemas/ledger-cell.ts';

/** A table as it stands in its file, before anybody knows which row is the heading. */
export interface LedgerSheet {
  name: string;
  /** Rows from 1 at index 0, columns from A at index 0; `undefined` is an empty cell. */
  rows: (Cell | undefined)[][];
}

/** What a file may hold at most. */
export const LEDGER_LIMITS = {
  fileBytes: 20 * 1024 * 1024,
  unpackedBytes: 300 * 1024 * 1024,
  rows: 100_000,
  columns: 200,
} as const;
