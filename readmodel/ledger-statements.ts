import type { LedgerStatement } from '../schemas/ledger-statement.ts';
import type { Queryable } from './pool.ts';

/** What became of a statement: it stands, was asked about, was let stand by a person, or is void. */
export type StatementState = 'stands' | 'asked' | 'kept' | 'voided';

/** What tells the statements of a ledger apart. */
export interface StatementKey {
  rowKey: string;
  slot: string;
  subject: string;
}

/** A statement as it stood last. */
export interface KnownStatement extends StatementKey {
  type: LedgerStatement['type'];
  /** Counts the events of its row and slot, in whatever project. */
  revision: number;
  /** The event that stands. */
  eventId: string;
  said: LedgerStatement['said'];
  state: StatementState;
}

/** All statements of these rows. */
export async function statementsOfRows(
  client: Queryable,
  ledgerId: number,
  rowKeys: readonly string[],
): Promise<KnownStatement[]> {
  const { rows } = await client.query<KnownStatement>(
    `select row_key as "rowKey", slot, subject, type, revision, event_id as "eventId", said, state
     from ledger_statement where ledger_id = $1 and row_key = any ($2)`,
    [ledgerId, rowKeys],
  );
  return rows;
}

/** Where in the file a statement was seen. */
export type SeenStatement = KnownStatement & { row: number };

/** Stores statements as they stand now. */
export async function putStatements(
  client: Queryable,
  { ledgerId, importId }: { ledgerId: number; importId: number },
  statements: readonly SeenStatement[],
): Promise<void> {
  await client.query(
    `insert into ledger_statement (ledger_id, seen_import, row_key, slot, subject, type, revision,
       event_id, said, state, row_number)
     select $1, $2, * from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::int[],
       $8::text[], $9::jsonb[], $10::text[], $11::int[])
     on conflict (ledger_id, row_key, slot, subject) do update set
       seen_import = excluded.seen_import, type = excluded.type, revision = excluded.revision,
       event_id = excluded.event_id, said = excluded.said, state = excluded.state,
       row_number = excluded.row_number`,
    [
      ledgerId,
      importId,
      statements.map(({ rowKey }) => rowKey),
      statements.map(({ slot }) => slot),
      statements.map(({ subject }) => subject),
      statements.map(({ type }) => type),
      statements.map(({ revision }) => revision),
      statements.map(({ eventId }) => eventId),
      statements.map(({ said }) => JSON.stringify(said)),
      statements.map(({ state }) => state),
      statements.map(({ row }) => row),
    ],
  );
}

/** Notes that statements are still in the ledger, without changing what they say. */
export async function markSeen(
  client: Queryable,
  { ledgerId, importId }: { ledgerId: number; importId: number },
  keys: readonly StatementKey[],
): Promise<void> {
  await client.query(
    `update ledger_statement set seen_import = $2
     from unnest($3::text[], $4::text[], $5::text[]) as seen (row_key, slot, subject)
     where ledger_id = $1 and ledger_statement.row_key = seen.row_key
       and ledger_statement.slot = seen.slot and ledger_statement.subject = seen.subject`,
    [
      ledgerId,
      importId,
      keys.map(({ rowKey }) => rowKey),
      keys.map(({ slot }) => slot),
      keys.map(({ subject }) => subject),
    ],
  );
}

/** How many standing statements an import has not seen. */
export async function countUnseen(
  client: Queryable,
  { ledgerId, importId }: { ledgerId: number; importId: number },
): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*) from ledger_statement
     where ledger_id = $1 and seen_import <> $2 and state = 'stands'`,
    [ledgerId, importId],
  );
  return rows[0]?.count ?? 0;
}
