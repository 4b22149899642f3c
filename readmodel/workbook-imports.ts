import type { Instant } from '../domain/time.ts';
import type { Queryable } from './pool.ts';

/** An uploaded workbook between upload and confirmation; times in domain time. */
export interface WorkbookImport {
  id: number;
  file: string;
  fileHash: string;
  sheet: string;
  sheets: string[];
  title: string | null;
  headings: string[];
  /** What each heading holds; null is not read. */
  fields: (string | null)[];
  mapName: string | null;
  year: number;
  actor: string;
  at: Instant;
  confirmedAt: Instant | null;
  /** Why its queued rows are written; null before a confirmation. */
  reason: string | null;
}

export const ROW_STATES = [
  'ready',
  'guess',
  'error',
  'unchanged',
  'skipped',
  'queued',
  'done',
  'refused',
] as const;
/** `queued` is confirmed and waits to be written. */
export type RowState = (typeof ROW_STATES)[number];

/** A row of an import; `Found` is what was found in it, `Outcome` what became of it. */
export interface WorkbookRow<Cell = unknown, Found = unknown, Outcome = unknown> {
  number: number;
  cells: Cell[];
  answers: Record<string, string>;
  state: RowState;
  projectCode: string | null;
  name: string | null;
  found: Found;
  outcome: Outcome | null;
}

const COLUMNS = `id, file, file_hash as "fileHash", sheet, sheets, title, headings, fields,
  map_name as "mapName", year, actor, at, confirmed_at as "confirmedAt", reason`;

/** Keeps an upload without its rows, and gives its id. */
export async function addWorkbookImport(
  client: Queryable,
  added: Omit<WorkbookImport, 'id' | 'confirmedAt' | 'reason'>,
): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `insert into workbook_import (file, file_hash, sheet, sheets, title, headings, fields, map_name,
       year, actor, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id`,
    [
      ...[added.file, added.fileHash, added.sheet, added.sheets, added.title, added.headings],
      ...[added.fields, added.mapName, added.year, added.actor, added.at],
    ],
  );
  const [row] = rows;
  if (!row) throw new Error(`No import was begun of ${added.file}`);
  return row.id;
}

/** One import; `lock` keeps others from it until the transaction ends. */
export async function findWorkbookImport(
  client: Queryable,
  id: number,
  { lock = false }: { lock?: boolean } = {},
): Promise<WorkbookImport | undefined> {
  const { rows } = await client.query<WorkbookImport>(
    `select ${COLUMNS} from workbook_import where id = $1 ${lock ? 'for update' : ''}`,
    [id],
  );
  return rows[0];
}

/** Imports of these people, null for all, the newest first, before the id `before`. */
export async function listWorkbookImports(
  client: Queryable,
  {
    by,
    before,
    limit,
  }: { by: readonly string[] | null; before?: number | undefined; limit: number },
): Promise<WorkbookImport[]> {
  const { rows } = await client.query<WorkbookImport>(
    `select ${COLUMNS} from workbook_import
     where ($1::bigint is null or id < $1) and ($3::text[] is null or actor = any($3))
     order by id desc limit $2`,
    [before ?? null, limit, by],
  );
  return rows;
}

/** Notes that another column map or year holds, why rows are queued, or that an import is confirmed. */
export async function changeWorkbookImport(
  client: Queryable,
  id: number,
  change: {
    fields?: (string | null)[];
    mapName?: string | null;
    year?: number;
    reason?: string;
    confirmedAt?: Instant;
  },
): Promise<void> {
  await client.query(
    `update workbook_import set fields = coalesce($2, fields), map_name = coalesce($3, map_name),
       confirmed_at = coalesce($4, confirmed_at), year = coalesce($5, year),
       reason = coalesce($6, reason) where id = $1`,
    [
      ...[id, change.fields ?? null, change.mapName ?? null, change.confirmedAt ?? null],
      ...[change.year ?? null, change.reason ?? null],
    ],
  );
}

/** Writes rows whole, each over what was kept under its number; one that has an outcome keeps it. */
export async function saveWorkbookRows(
  client: Queryable,
  id: number,
  rows: readonly WorkbookRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `insert into workbook_row (import_id, number, cells, answers, state, project_code, name, found,
       outcome)
     select $1, number, cells, answers, state, project_code, name, found, outcome
     from json_to_recordset($2::json) as row (number int, cells json, answers json, state text,
       project_code text, name text, found json, outcome json)
     on conflict (import_id, number) do update set cells = excluded.cells,
       answers = excluded.answers, state = excluded.state, project_code = excluded.project_code,
       name = excluded.name, found = excluded.found, outcome = excluded.outcome
     where workbook_row.outcome is null`,
    [
      id,
      JSON.stringify(
        rows.map(({ projectCode, ...row }) => ({ ...row, project_code: projectCode })),
      ),
    ],
  );
}

/** Rows of an import by number, after the number `after`. */
export async function workbookRowsOf<Row extends WorkbookRow>(
  client: Queryable,
  id: number,
  { state, after, limit }: { state?: RowState | undefined; after: number; limit: number },
): Promise<Row[]> {
  const { rows } = await client.query<Row>(
    `select number, cells, answers, state, project_code as "projectCode", name, found, outcome
     from workbook_row where import_id = $1 and number > $2 and ($3::text is null or state = $3)
     order by number limit $4`,
    [id, after, state ?? null, limit],
  );
  return rows;
}

/** All rows of an import by number, without what was found in them, which is most of them. */
export async function bareRowsOf<Row extends WorkbookRow>(
  client: Queryable,
  id: number,
): Promise<Omit<Row, 'found'>[]> {
  const { rows } = await client.query<Omit<Row, 'found'>>(
    `select number, cells, answers, state, project_code as "projectCode", name, outcome
     from workbook_row where import_id = $1 order by number`,
    [id],
  );
  return rows;
}

/** How the rows of an import stand. */
export interface RowCounts {
  /** Written rows of projects that were new, and of others. */
  registered: number;
  changed: number;
  /** How many are in each state. */
  rows: Record<RowState, number>;
}

/** How many rows of an import are in each state. */
export async function countWorkbookRows(client: Queryable, id: number): Promise<RowCounts> {
  const { rows: groups } = await client.query<{ state: RowState; isNew: boolean; count: number }>(
    `select state, is_new as "isNew", count(*)::int as count from workbook_row
     where import_id = $1 group by state, is_new`,
    [id],
  );
  const sum = (is: (group: { state: RowState; isNew: boolean }) => boolean) =>
    groups.filter(is).reduce((total, { count }) => total + count, 0);
  const rows = ROW_STATES.map((one) => [one, sum(({ state }) => state === one)]);
  return {
    registered: sum(({ state, isNew }) => state === 'done' && isNew),
    changed: sum(({ state, isNew }) => state === 'done' && !isNew),
    // `as`: one pair for each state.
    rows: Object.fromEntries(rows) as Record<RowState, number>,
  };
}
