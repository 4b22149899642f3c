import { slotOf, type LedgerMap } from '../schemas/ledger-map.ts';
import type { Fault } from '../schemas/fault.ts';
import { readLedgerRow } from '../schemas/ledger-row.ts';
import type { LedgerRow } from '../schemas/ledger-statement.ts';
import type { TableRow } from './ledger-table.ts';

/** What is wrong with a cell, or with a row where the cell can't be told. */
export interface RowError {
  /** Such as `B12`. */
  cell: string;
  column: string;
  found: string;
  message: string;
}

/** The rows of a table as the API takes them, with what is wrong in them. */
export interface ReadRows {
  rows: LedgerRow[];
  /** Where each row of the file stands, by its number. */
  places: Map<number, TableRow>;
  errors: RowError[];
  /** Rows of which nobody can tell which they are: so nobody can say either what has vanished. */
  unknown: number;
}

/** Reads every row by its map; a key that comes twice counts where it came first. */
export function readRows(table: readonly TableRow[], map: LedgerMap): ReadRows {
  const read: ReadRows = { rows: [], places: new Map(), errors: [], unknown: 0 };
  const met = new Map<string, number>();
  for (const place of table) {
    const row = readLedgerRow(map, place.cellAt);
    if (!row.ok) read.errors.push(...row.faults.map((fault) => errorAt(place, fault)));
    const first = met.get(row.key ?? '');
    if (first !== undefined) read.errors.push(doubled(place, map, row.key ?? '', first));
    if (row.key === undefined || first !== undefined) {
      read.unknown += 1;
      continue;
    }
    met.set(row.key, place.number);
    read.places.set(place.number, place);
    const statements = row.ok ? row.statements : 'unreadable';
    read.rows.push({ row: place.number, key: row.key, statements });
  }
  return read;
}

const errorAt = (
  { addressOf }: TableRow,
  { column, found, message }: { column: string; found: string; message: string },
): RowError => ({ cell: addressOf(column), column, found, message });

function doubled(place: TableRow, map: LedgerMap, key: string, first: number): RowError {
  const [column = ''] = map.key;
  const message = `row ${first} has the same key: expected each once`;
  return errorAt(place, { column, found: key, message });
}

/** The cell of a fault that the API found, whose path begins with the slot of its statement. */
export function cellErrorOf(map: LedgerMap, place: TableRow, { path, message }: Fault): RowError {
  const event = map.events.find((one) => path.startsWith(`${slotOf(one)}.`));
  const field = event?.fields[/\.data\.(\w+)/.exec(path)?.[1] ?? ''];
  const column = field && 'column' in field ? field.column : (event?.occurredAt ?? map.projectCode);
  return errorAt(place, { column, found: '', message });
}
