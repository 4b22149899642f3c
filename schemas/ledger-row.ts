import { ProjectCode } from './event-data.ts';
import { readCell, shownCell, type Cell, type CellReading } from './ledger-cell.ts';
import { slotOf, type LedgerEvent, type LedgerField, type LedgerMap } from './ledger-map.ts';
import { statementEvent, type LedgerStatement } from './ledger-statement.ts';
import { parseEvent } from './parse-event.ts';

/** A cell that can't be taken: its column, what stands there, and what was expected. */
export interface CellFault {
  column: string;
  /** Empty for an empty cell. */
  found: string;
  message: string;
}

/** What a row says under a map. Without `key` nobody can tell which row it is. */
export type ReadRow =
  | { ok: true; key: string; statements: LedgerStatement[] }
  | { ok: false; key?: string; faults: CellFault[] };

/** Reads a row by its map; `cellAt` gives the cell of a column, `undefined` for an empty one. */
export function readLedgerRow(
  map: LedgerMap,
  cellAt: (column: string) => Cell | undefined,
): ReadRow {
  const reader = createReader(cellAt);
  const keys = map.key.map((column) => reader.required(column));
  const key = keys.every((part) => part !== undefined) ? keys.join(' / ') : undefined;
  const projectCode = reader.required(map.projectCode) ?? '';
  if (reader.faults.length === 0) checkCode(reader, map.projectCode, projectCode);
  const statements = map.events.flatMap((event) =>
    isStated(event, reader) ? [statementOf(event, projectCode, reader)] : [],
  );
  if (reader.faults.length === 0) {
    for (const { event, statement } of pairs(map, statements)) check(event, statement, reader);
  }
  if (reader.faults.length > 0) {
    return { ok: false, ...(key !== undefined && { key }), faults: reader.faults };
  }
  return { ok: true, key: key ?? '', statements };
}

interface Reader {
  faults: CellFault[];
  fault: (column: string, message: string) => void;
  value: (column: string, as: CellReading) => string | number | string[] | undefined;
  /** As text; empty is a fault. */
  required: (column: string) => string | undefined;
}

function createReader(cellAt: (column: string) => Cell | undefined): Reader {
  const faults: CellFault[] = [];
  const fault = (column: string, message: string) => {
    if (faults.some((other) => other.column === column && other.message === message)) return;
    faults.push({ column, found: shownCell(cellAt(column)), message });
  };
  const value: Reader['value'] = (column, as) => {
    const cell = cellAt(column);
    if (!cell) return undefined;
    const read = readCell(cell, as);
    if (read.ok) return read.value;
    fault(column, read.message);
    return undefined;
  };
  const required = (column: string) => {
    if (!cellAt(column)) fault(column, 'expected a value: it tells which row or project this is');
    const text = value(column, 'text');
    return text === undefined ? undefined : String(text);
  };
  return { faults, fault, value, required };
}

function checkCode(reader: Reader, column: string, code: string): void {
  const { error } = ProjectCode.safeParse(code);
  if (error) reader.fault(column, error.issues[0]?.message ?? 'no project code');
}

function isStated({ occurredAt, when }: LedgerEvent, reader: Reader): boolean {
  if (when) {
    const text = reader.value(when.column, 'text');
    if (!when.in.includes(String(text))) return false;
  }
  return reader.value(occurredAt, 'text') !== undefined;
}

function statementOf(event: LedgerEvent, projectCode: string, reader: Reader): LedgerStatement {
  const said: LedgerStatement['said'] = {};
  const occurredAt = reader.value(event.occurredAt, 'moment');
  if (occurredAt !== undefined) said['occurredAt'] = occurredAt;
  for (const [name, field] of Object.entries(event.fields)) {
    const value = valueOf(field, reader);
    if (value !== undefined) said[name] = value;
  }
  return { slot: slotOf(event), type: event.type, projectCode, said };
}

function valueOf(field: LedgerField, reader: Reader) {
  if ('value' in field) return field.value;
  const { column, as, values } = field;
  const value = reader.value(column, values ? 'text' : as);
  if (value === undefined || values === undefined) return value;
  const text = String(value);
  if (Object.hasOwn(values, text)) return values[text];
  reader.fault(column, `expected one of ${Object.keys(values).join(', ')}, received ${text}`);
  return undefined;
}

const pairs = (map: LedgerMap, statements: LedgerStatement[]) =>
  statements.flatMap((statement) => {
    const event = map.events.find((one) => slotOf(one) === statement.slot);
    return event ? [{ event, statement }] : [];
  });

// What the schema of the event type expects, said of the cell that it came from.
function check(event: LedgerEvent, statement: LedgerStatement, reader: Reader): void {
  const parsed = parseEvent(statementEvent(statement, { source: '-', id: '-' }));
  if (parsed.ok) return;
  for (const { path, message } of parsed.faults) {
    const [, name = ''] = /^data\.(\w+)/.exec(path) ?? [];
    const field = event.fields[name];
    const column = field && 'column' in field ? field.column : event.occurredAt;
    reader.fault(column, `${name || path} of ${event.type}: ${message}`);
  }
}
