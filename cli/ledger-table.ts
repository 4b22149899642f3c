import { utils } from '@e965/xlsx';
import type { Cell } from '../schemas/ledger-cell.ts';
import { shownCell } from '../schemas/ledger-cell.ts';
import { columnsOf, type LedgerMap } from '../schemas/ledger-map.ts';
import { CliFailure } from './failure.ts';
import type { LedgerSheet } from './ledger-limits.ts';

/** A row of a table whose headings are known. */
export interface TableRow {
  /** As the table program counts, from 1. */
  number: number;
  cellAt: (column: string) => Cell | undefined;
  /** Such as `B12`. */
  addressOf: (column: string) => string;
}

const SEARCHED = 20;
const SUM = /^(?:合计|小计|总计)/u;

/**
 * The rows below the headings, without blank ones and sums. The headings stand in the row that the map
 * names, else in the first of twenty that holds every column; throws a CliFailure when none does.
 */
export function readTable({ rows }: LedgerSheet, map: LedgerMap): TableRow[] {
  const columns = columnsOf(map);
  const header = findHeader(rows, map);
  const places = placesIn(rows[header] ?? [], columns, header);
  return rows.flatMap((cells, index) => {
    if (index <= header || isBlank(cells) || isSum(cells)) return [];
    const placeOf = (column: string) => places.get(column) ?? 0;
    return [
      {
        number: index + 1,
        cellAt: (column) => cells[placeOf(column)],
        addressOf: (column) => utils.encode_cell({ r: index, c: placeOf(column) }),
      },
    ];
  });
}

function findHeader(rows: LedgerSheet['rows'], map: LedgerMap): number {
  const columns = columnsOf(map).map(plain);
  if (map.headerRow !== undefined) return map.headerRow - 1;
  const searched = rows.slice(0, SEARCHED).map(headingsOf);
  const found = searched.findIndex((headings) => columns.every((name) => headings.includes(name)));
  if (found !== -1) return found;
  const lacking = searched.map((headings) => columns.filter((name) => !headings.includes(name)));
  const nearest = lacking.reduce(
    (best, names) => (names.length < best.length ? names : best),
    columns,
  );
  const row = lacking.indexOf(nearest);
  throw new CliFailure(`No row of the first ${SEARCHED} holds every column of the map`, {
    help:
      row === -1
        ? `Expected ${columns.join(', ')}`
        : `Row ${row + 1} comes nearest; it lacks ${nearest.join(', ')}`,
  });
}

function placesIn(
  header: readonly (Cell | undefined)[],
  columns: readonly string[],
  row: number,
): Map<string, number> {
  const headings = headingsOf(header);
  return new Map(
    columns.map((column) => {
      const name = plain(column);
      const place = headings.indexOf(name);
      // A merged heading stands above several columns side by side: the first holds the values.
      const run = headings.slice(place, headings.lastIndexOf(name) + 1);
      if (place !== -1 && run.every((heading) => heading === name)) return [column, place];
      const why = place === -1 ? 'has no column' : 'has two columns';
      throw new CliFailure(`Row ${row + 1} ${why} ${column}`, {
        help: `It holds ${headings.filter((name) => name !== '').join(', ')}`,
      });
    }),
  );
}

const headingsOf = (cells: readonly (Cell | undefined)[]): string[] =>
  Array.from(cells, (cell) => plain(shownCell(cell)));

// Headings are broken into lines and written in full-width forms as it pleases.
const plain = (heading: string): string => heading.normalize('NFKC').replaceAll(/\s+/gu, '');

const isBlank = (cells: readonly (Cell | undefined)[]): boolean =>
  cells.every((cell) => cell === undefined);

const isSum = (cells: readonly (Cell | undefined)[]): boolean =>
  SUM.test(plain(shownCell(cells.find((cell) => cell !== undefined))));
