import type { Instant } from '../domain/time.ts';
import { ofLedgerSubject } from './ledger-questions.ts';
import type { Queryable } from './pool.ts';
import { seenValues, type SeenProjects } from './sight.ts';

/** What an import is begun with; `at` in domain time. */
export interface NewImport {
  source: string;
  ledger: string;
  file: string;
  actor: string;
  /** Compares only. */
  trial: boolean;
  /** Its events are history that is loaded later. */
  backfill: boolean;
  at: Instant;
}

/** Begins an import and gives its id; an earlier one of the same ledger can't go on. */
export async function beginImport(client: Queryable, begun: NewImport): Promise<number> {
  const { source, ledger, file, actor, trial, backfill, at } = begun;
  const { rows } = await client.query<{ id: number }>(
    `with of as (
       insert into ledger (source, name) values ($1, $2)
       on conflict (source, name) do update set name = excluded.name returning id)
     insert into ledger_import (ledger_id, file, actor, trial, backfill, began_at)
     select of.id, $3, $4, $5, $6, $7 from of returning id`,
    [source, ledger, file, actor, trial, backfill, at],
  );
  const [row] = rows;
  if (!row) throw new Error(`No import was begun of ${source} ${ledger}`);
  await client.query('update ledger set current_import = $3 where source = $1 and name = $2', [
    source,
    ledger,
    row.id,
  ]);
  return row.id;
}

/** An import with its ledger. */
export interface OpenImport {
  id: number;
  ledgerId: number;
  source: string;
  ledger: string;
  trial: boolean;
  backfill: boolean;
  /** It ended, or a later one has begun. */
  over: boolean;
}

/** The import, its ledger locked for the transaction of `client`; `undefined` if there is none. */
export async function lockImport(client: Queryable, id: number): Promise<OpenImport | undefined> {
  const { rows } = await client.query<OpenImport>(
    `select ledger_import.id, ledger.id as "ledgerId", source, name as ledger, trial, backfill,
       current_import is distinct from ledger_import.id or finished_at is not null as over
     from ledger_import join ledger on ledger.id = ledger_id
     where ledger_import.id = $1
     for update`,
    [id],
  );
  return rows[0];
}

/** How many rows and statements of an import became what. */
export interface ImportCounts {
  rows: number;
  /** Events sent for statements that are new. */
  stated: number;
  corrected: number;
  unchanged: number;
  /** Rows that could not be taken. */
  refused: number;
}

/** Adds to the counts of an import. */
export async function countImport(
  client: Queryable,
  id: number,
  { rows, stated, corrected, unchanged, refused }: ImportCounts,
): Promise<void> {
  await client.query(
    `update ledger_import set rows = rows + $2, stated = stated + $3, corrected = corrected + $4,
       unchanged = unchanged + $5, refused = refused + $6 where id = $1`,
    [id, rows, stated, corrected, unchanged, refused],
  );
}

/** Ends an import. */
export async function finishImport(
  client: Queryable,
  { id, vanished, at }: { id: number; vanished: number; at: Instant },
): Promise<void> {
  await client.query('update ledger_import set vanished = $2, finished_at = $3 where id = $1', [
    id,
    vanished,
    at,
  ]);
}

/** A ledger with its last import that was no trial. */
export interface LedgerSummary {
  source: string;
  ledger: string;
  statements: number;
  openQuestions: number;
  lastImport:
    | (ImportCounts & {
        id: number;
        file: string;
        actor: string;
        beganAt: Instant;
        finishedAt: Instant | null;
        vanished: number;
      })
    | null;
}

/** Every ledger, by source and name; its statements and questions are counted as far as they are seen. */
export async function listLedgers(client: Queryable, seen: SeenProjects): Promise<LedgerSummary[]> {
  const { rows } = await client.query<LedgerSummary & { beganAt: Instant; finishedAt: Instant }>(
    `select source, name as ledger, last.body as "lastImport",
       last.began_at as "beganAt", last.finished_at as "finishedAt",
       (select count(*) from ledger_statement s where s.ledger_id = ledger.id and state <> 'voided'
         and ${ofLedgerSubject('s.subject', ['$1', '$2'])}) as statements,
       (select count(*) from ledger_question q where q.ledger_id = ledger.id and answer is null
         and ${ofLedgerSubject('q.subject', ['$1', '$2'])}) as "openQuestions"
     from ledger left join lateral (
       select began_at, finished_at, jsonb_build_object('id', id, 'file', file, 'actor', actor,
         'rows', rows, 'stated', stated, 'corrected', corrected, 'unchanged', unchanged,
         'refused', refused, 'vanished', vanished) as body
       from ledger_import where ledger_id = ledger.id and not trial order by id desc limit 1
     ) as last on true
     order by source, name`,
    seenValues(seen),
  );
  return rows.map(({ lastImport, beganAt, finishedAt, ...ledger }) => ({
    ...ledger,
    lastImport: lastImport && { ...lastImport, beganAt, finishedAt },
  }));
}
