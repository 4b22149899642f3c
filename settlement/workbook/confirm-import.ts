import type { Pool } from 'pg';
import type { Actor } from '../../domain/fact.ts';
import { inTransaction } from '../../readmodel/pool.ts';
import {
  bareRowsOf,
  changeWorkbookImport,
  countWorkbookRows,
  findWorkbookImport,
  saveWorkbookRows,
  workbookRowsOf,
  type RowCounts,
  type WorkbookImport,
} from '../../readmodel/workbook-imports.ts';
import { WORKBOOK_LIMITS } from '../../schemas/workbook/sheet.ts';
import { lookAtRows } from './look-at-rows.ts';
import { isOpen, type BareRow, type StagedRow } from './staged-row.ts';
import { writeRow, type WriteDeps } from './write-row.ts';

/** What confirming is done with. */
export interface ConfirmDeps extends WriteDeps {
  /** Whether the caller sees a project. */
  sees: (code: string) => boolean;
}

/** Who confirms; `acceptGuesses` takes every guess as it is but that of a project by a similar name. */
export interface Confirmation {
  actor: Actor;
  reason: string;
  acceptGuesses: boolean;
}

/** How many rows a request writes, so that each is answered within seconds. */
export const ROWS_AT_ONCE = 25;

/**
 * Queues the rows that are ready, unless rows are queued already, and writes the next of them; those with
 * open guesses or faults wait. Asked again, also after a crash in its midst, it goes on where it was, until
 * nothing is queued: each act is a command under an id that was made of it when its row was looked at.
 */
export async function confirmImport(
  deps: ConfirmDeps,
  id: number,
  confirmation: Confirmation,
): Promise<RowCounts | 'unknown'> {
  const { pool, now } = deps;
  const found = await findWorkbookImport(pool, id);
  if (!found) return 'unknown';
  const nextRows = () =>
    workbookRowsOf<StagedRow>(pool, id, { state: 'queued', after: 0, limit: ROWS_AT_ONCE });
  let reason = found.reason ?? confirmation.reason;
  let rows = await nextRows();
  if (rows.length === 0) {
    ({ reason } = confirmation);
    await queueReadyRows(deps, found, confirmation);
    rows = await nextRows();
  }
  for (const row of rows) {
    const written = await writeRow(deps, row, { actor: confirmation.actor, reason });
    await saveWorkbookRows(pool, id, [written]);
  }
  const counts = await countWorkbookRows(pool, id);
  if (counts.rows.queued === 0) await changeWorkbookImport(pool, id, { confirmedAt: now });
  return counts;
}

// Outside of the transaction: of thousands of rows it takes longer than one may be left idle.
async function queueReadyRows(
  { pool, rules, now, sees }: ConfirmDeps,
  found: WorkbookImport,
  { acceptGuesses, reason }: Confirmation,
): Promise<void> {
  const { id } = found;
  const all: BareRow[] = acceptGuesses
    ? await withGuesses(pool, id)
    : await bareRowsOf<StagedRow>(pool, id);
  const looked = await lookAtRows({ client: pool, rules, now, sees }, found, all);
  const queued = looked.map((row): StagedRow =>
    row.state === 'ready' ? { ...row, state: 'queued' } : row,
  );
  await inTransaction(pool, async (client) => {
    await findWorkbookImport(client, id, { lock: true });
    // Who asked at the same time was first.
    if ((await countWorkbookRows(client, id)).rows.queued > 0) return;
    await saveWorkbookRows(client, id, queued);
    await changeWorkbookImport(client, id, { reason });
  });
}

async function withGuesses(pool: Pool, id: number): Promise<StagedRow[]> {
  const rows = await workbookRowsOf<StagedRow>(pool, id, { after: 0, limit: WORKBOOK_LIMITS.rows });
  return rows.map((row) => {
    if (!isOpen(row)) return row;
    const guessed = row.found.guesses
      .filter(({ because }) => because !== 'similarName')
      .map(({ field, value }) => [field, value] as const);
    return { ...row, answers: { ...Object.fromEntries(guessed), ...row.answers } };
  });
}
