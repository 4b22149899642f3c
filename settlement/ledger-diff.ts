import { createHash } from 'node:crypto';
import type { Instant } from '../domain/time.ts';
import type { KnownStatement } from '../readmodel/ledger-statements.ts';
import { canonicalJson } from '../schemas/canonical-json.ts';
import type { RawCloudEvent } from '../schemas/cloud-event.ts';
import {
  correctionEvent,
  statementEvent,
  subjectOf,
  type LedgerStatement,
} from '../schemas/ledger-statement.ts';

/** Where and when a row is compared. */
export interface DiffContext {
  source: string;
  ledger: string;
  backfill: boolean;
  at: Instant;
}

/** What a row's statement brings about, beside the statement as it stands from now on. */
export interface StatementChange {
  kind: 'stated' | 'corrected' | 'unchanged';
  known: KnownStatement;
  /** What is sent; none for an unchanged one. */
  event?: RawCloudEvent;
  /** Fields whose cell has been emptied: they stand until a person says otherwise. */
  emptied: string[];
}

const REASON = '台账更正';

/** Compares what a row states with what is known of the same row. */
export function diffStatement(
  context: DiffContext,
  statement: LedgerStatement,
  rowKey: string,
  ofRow: readonly KnownStatement[],
): StatementChange {
  const subject = subjectOf(statement);
  const sameSlot = ofRow.filter(({ slot }) => slot === statement.slot);
  const known = sameSlot.find((one) => one.subject === subject && one.state !== 'voided');
  const revision = Math.max(0, ...sameSlot.map((one) => one.revision)) + 1;
  if (known) return compare(context, statement, known, revision);
  const eventId = ledgerEventId(context.ledger, { rowKey, slot: statement.slot, revision });
  const { source, backfill } = context;
  return {
    kind: 'stated',
    known: {
      rowKey,
      slot: statement.slot,
      subject,
      type: statement.type,
      revision,
      eventId,
      said: statement.said,
      state: 'stands',
    },
    event: statementEvent(statement, { source, id: eventId, backfill }),
    emptied: [],
  };
}

const MAX_ID = 200;

/** Id of an event of a ledger: the same row at the same revision always has the same. */
export function ledgerEventId(
  ledger: string,
  { rowKey, slot, revision }: { rowKey: string; slot: string; revision: number },
): string {
  const id = `${ledger}:${rowKey}:${slot}:${revision}`;
  if (id.length <= MAX_ID) return id;
  const short = createHash('sha256').update(rowKey).digest('hex');
  return `${ledger}:${short}:${slot}:${revision}`;
}

function compare(
  { source, ledger, backfill, at }: DiffContext,
  statement: LedgerStatement,
  before: KnownStatement,
  revision: number,
): StatementChange {
  const changed = Object.entries(statement.said).filter(
    ([name, value]) => canonicalJson(value) !== canonicalJson(before.said[name] ?? null),
  );
  const emptied = Object.keys(before.said).filter((name) => statement.said[name] === undefined);
  const known: KnownStatement = { ...before, state: 'stands' };
  if (changed.length === 0) return { kind: 'unchanged', known, emptied };
  const changes = Object.fromEntries(changed);
  const { rowKey, slot, eventId: target } = before;
  const id = ledgerEventId(ledger, { rowKey, slot, revision });
  const about = { source, id, target, statement, at, reason: REASON, backfill };
  return {
    kind: 'corrected',
    known: { ...known, revision, said: { ...before.said, ...changes } },
    event: correctionEvent(about, changes),
    emptied,
  };
}
