import type { Pool, PoolClient } from 'pg';
import type { Instant } from '../domain/time.ts';
import { domainNow } from '../readmodel/clock.ts';
import { askEmptied, askUnseen, closeReturned } from '../readmodel/ledger-questions.ts';
import {
  countUnseen,
  markSeen,
  putStatements,
  statementsOfRows,
  type KnownStatement,
} from '../readmodel/ledger-statements.ts';
import {
  countImport,
  finishImport,
  lockImport,
  type ImportCounts,
  type OpenImport,
} from '../readmodel/ledgers.ts';
import { inTransaction } from '../readmodel/pool.ts';
import type { Fault } from '../schemas/fault.ts';
import { isFutureDated } from '../schemas/future-dated.ts';
import type { LedgerRow, LedgerStatement } from '../schemas/ledger-statement.ts';
import { statementEvent } from '../schemas/ledger-statement.ts';
import { parseEvent } from '../schemas/parse-event.ts';
import { lockIncoming, sendIn, type IncomingEvent } from './events-in.ts';
import { diffStatement, type StatementChange } from './ledger-diff.ts';

/** A row that could not be taken; paths begin with the slot of its statement. */
export interface RefusedRow {
  row: number;
  faults: Fault[];
}

/** What became of a part of a ledger. */
export interface RowsTaken extends ImportCounts {
  refusals: RefusedRow[];
  /** Emptied cells that a person is now asked about. */
  asked: number;
}

/** Why an import can't go on. */
export type ImportGone = 'unknown' | 'over';

export interface LedgerDeps {
  pool: Pool;
  clockOffsetMs: number;
}

/**
 * Compares rows with how they stood last and sends what is new or changed, all in one transaction.
 * Repeated with the same rows it sends nothing more. A trial writes only that it has seen the rows.
 */
export async function takeRows(
  { pool, clockOffsetMs }: LedgerDeps,
  importId: number,
  rows: readonly LedgerRow[],
): Promise<RowsTaken | ImportGone> {
  return inTransaction(pool, async (client) => {
    const open = await lockImport(client, importId);
    if (!open || open.over) return open ? 'over' : 'unknown';
    const at = await domainNow(client, clockOffsetMs);
    const keys = rows.map(({ key }) => key);
    const known = groupByRow(await statementsOfRows(client, open.ledgerId, keys));
    const outcomes = rows.map((row) => compareRow(open, row, known.get(row.key) ?? [], at));
    return store(client, { open, at }, outcomes);
  });
}

/**
 * Ends an import. With `whole`, each statement that the file no longer holds becomes a question; gives
 * how many. A trial only counts them.
 */
export async function finishRows(
  { pool, clockOffsetMs }: LedgerDeps,
  importId: number,
  { whole }: { whole: boolean },
): Promise<{ vanished: number } | ImportGone> {
  return inTransaction(pool, async (client) => {
    const open = await lockImport(client, importId);
    if (!open || open.over) return open ? 'over' : 'unknown';
    const at = await domainNow(client, clockOffsetMs);
    const of = { ledgerId: open.ledgerId, importId };
    const vanished = await askOrCount(client, open, { ...of, at }, whole);
    await finishImport(client, { id: importId, vanished, at });
    return { vanished };
  });
}

function askOrCount(
  client: PoolClient,
  { trial }: OpenImport,
  asking: { ledgerId: number; importId: number; at: Instant },
  whole: boolean,
): Promise<number> {
  if (!whole) return Promise.resolve(0);
  return trial ? countUnseen(client, asking) : askUnseen(client, asking);
}

interface RowOutcome {
  row: number;
  /** What was known of the row: it stays as it is when the row can't be taken. */
  before: KnownStatement[];
  changes: CheckedChange[];
  faults: Fault[];
  unreadable: boolean;
}

type CheckedChange = StatementChange & { incoming?: IncomingEvent };

function compareRow(
  open: OpenImport,
  { row, key, statements }: LedgerRow,
  before: KnownStatement[],
  at: Instant,
): RowOutcome {
  const untaken = { row, before, changes: [] };
  if (statements === 'unreadable') return { ...untaken, faults: [], unreadable: true };
  const context = { ...open, at };
  const compared = statements.map((statement) => {
    const retyped = faultOfType(statement, before);
    if (retyped) return { faults: [retyped] };
    return checked(diffStatement(context, statement, key, before), statement, at);
  });
  const faults = compared.flatMap((one) => ('faults' in one ? one.faults : []));
  if (faults.length > 0) return { ...untaken, faults, unreadable: false };
  const changes = compared.flatMap((one) => ('faults' in one ? [] : [one]));
  return { row, before, changes, faults, unreadable: false };
}

function faultOfType(
  { slot, type }: LedgerStatement,
  before: readonly KnownStatement[],
): Fault | undefined {
  const other = before.find((known) => known.slot === slot && known.type !== type);
  if (!other) return undefined;
  const message = `was ${other.type} in an earlier import: name the new event otherwise`;
  return { path: `${slot}.type`, message };
}

// Both what the row states now and the event that is sent for it must be fit to be taken in.
function checked(
  change: StatementChange,
  statement: LedgerStatement,
  at: Instant,
): CheckedChange | { faults: Fault[] } {
  const { event: raw, kind } = change;
  if (!raw) return change;
  const whole = kind === 'stated' ? raw : statementEvent(statement, { source: '-', id: '-' });
  const stated = parseEvent(whole);
  const sent = kind === 'stated' ? stated : parseEvent(raw);
  const faults: Fault[] = [stated, sent].flatMap((parsed) => (parsed.ok ? [] : parsed.faults));
  if (stated.ok && isFutureDated(stated.event.data.occurredAt, at)) {
    const message = `${stated.event.data.occurredAt} is more than a day ahead`;
    faults.push({ path: 'data.occurredAt', message });
  }
  if (faults.length === 0 && sent.ok) return { ...change, incoming: { raw, event: sent.event } };
  return {
    faults: faults.map(({ path, message }) => ({ path: `${statement.slot}.${path}`, message })),
  };
}

async function store(
  client: PoolClient,
  { open, at }: { open: OpenImport; at: Instant },
  outcomes: readonly RowOutcome[],
): Promise<RowsTaken> {
  const importId = open.id;
  const { ledgerId } = open;
  const changes = outcomes.flatMap(({ row, changes: of }) =>
    of.map((change) => ({ ...change, row })),
  );
  const untaken = outcomes.filter(({ faults, unreadable }) => unreadable || faults.length > 0);
  const stay = untaken.flatMap(({ before }) => before);
  const seen = changes.map(({ known, row }) => ({ ...known, row }));
  await markSeen(client, { ledgerId, importId }, open.trial ? [...seen, ...stay] : stay);
  const asked = open.trial ? 0 : await write(client, { ledgerId, importId, at }, changes);
  const count = (kind: StatementChange['kind']) => changes.filter((c) => c.kind === kind).length;
  const counts: ImportCounts = {
    rows: outcomes.length,
    stated: count('stated'),
    corrected: count('corrected'),
    unchanged: count('unchanged'),
    refused: untaken.length,
  };
  await countImport(client, importId, counts);
  const refusals = outcomes.filter(({ faults }) => faults.length > 0);
  return { ...counts, asked, refusals: refusals.map(({ row, faults }) => ({ row, faults })) };
}

async function write(
  client: PoolClient,
  of: { ledgerId: number; importId: number; at: Instant },
  changes: readonly (CheckedChange & { row: number })[],
): Promise<number> {
  const events = changes.flatMap(({ incoming }) => (incoming ? [incoming] : []));
  if (events.length > 0) await lockIncoming(client);
  await sendIn(client, events, of.at);
  await putStatements(
    client,
    of,
    changes.map(({ known, row }) => ({ ...known, row })),
  );
  await closeReturned(
    client,
    of,
    changes.map(({ known, emptied }) => {
      const gone = new Set(emptied);
      return { ...known, fields: Object.keys(known.said).filter((field) => !gone.has(field)) };
    }),
  );
  const emptied = changes.flatMap(({ known, emptied: fields }) =>
    fields.map((field) => ({ ...known, field })),
  );
  return askEmptied(client, of, emptied);
}

function groupByRow(statements: readonly KnownStatement[]): Map<string, KnownStatement[]> {
  const groups = new Map<string, KnownStatement[]>();
  for (const statement of statements) {
    const group = groups.get(statement.rowKey);
    if (group) group.push(statement);
    else groups.set(statement.rowKey, [statement]);
  }
  return groups;
}
