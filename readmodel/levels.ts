import type { DesiredAlert } from '../domain/assessment.ts';
import type { Instant } from '../domain/time.ts';
import type { Writer } from './gathered-writes.ts';
import type { Queryable } from './pool.ts';
import { projectCodeOf } from './subject-id.ts';

/** How bad an alert is; green is none. */
export type Severity = DesiredAlert['severity'];

/** What may be wanted beside a subject: a round of its approval, an alert. */
export type LevelKind = 'alert' | 'approval';

/** What should exist beside a subject, and how far that was told. */
export interface LevelRow {
  kind: LevelKind;
  /** Of an alert `<object>/<signal kind>`, of an approval `approval/<round>`. */
  levelId: string;
  /** Of an approval `open`. Null: not wanted any more. */
  severity: Severity | 'open' | null;
  /** True before its project went live (存量). */
  stock: boolean;
  wantedRevision: number;
  toldRevision: number;
}

/** A level that its workflow has not heard of yet. */
export interface LevelToTell extends Pick<LevelRow, 'kind' | 'levelId' | 'severity'> {
  projectCode: string;
  /** The revision to pass to `markTold`. */
  revision: number;
}

const COLUMNS = `kind, level_id as "levelId", severity, stock, wanted_revision as "wantedRevision",
  told_revision as "toldRevision"`;

/** All levels of a subject, those no longer wanted too. */
export async function levelsOf(client: Queryable, subject: string): Promise<LevelRow[]> {
  const { rows } = await client.query<LevelRow>(
    { name: 'levels', text: `select ${COLUMNS} from level where subject = $1 order by level_id` },
    [subject],
  );
  return rows;
}

/** Sets what is wanted now of levels that changed; `at` in domain time. */
export async function wantLevels(
  writer: Writer,
  subject: string,
  change: {
    levels: readonly Pick<LevelRow, 'kind' | 'levelId' | 'severity' | 'stock'>[];
    revision: number;
    at: Instant;
  },
): Promise<void> {
  if (change.levels.length === 0) return;
  await writer.query(
    `insert into level (subject, level_id, kind, severity, stock, wanted_revision, wanted_at)
     select $1, level_id, kind, severity, stock, $6, $7
     from unnest($2::text[], $3::text[], $4::text[], $5::bool[])
       as given (kind, level_id, severity, stock)
     on conflict (subject, level_id) do update set severity = excluded.severity,
       stock = excluded.stock, wanted_revision = excluded.wanted_revision, wanted_at = excluded.wanted_at`,
    [
      subject,
      change.levels.map(({ kind }) => kind),
      change.levels.map(({ levelId }) => levelId),
      change.levels.map(({ severity }) => severity),
      change.levels.map(({ stock }) => stock),
      change.revision,
      change.at,
    ],
  );
}

/** Lowers what counts as told to `revision`, after Temporal lost what came later. */
export async function untellLevels(
  client: Queryable,
  subject: string,
  revision: number,
): Promise<void> {
  await client.query(
    'update level set told_revision = $2 where subject = $1 and told_revision > $2',
    [subject, revision],
  );
}

/** The levels that differ from what was last told of them. */
export async function levelsToTell(client: Queryable, subject: string): Promise<LevelToTell[]> {
  const { rows } = await client.query<Omit<LevelToTell, 'projectCode'>>(
    `select kind, level_id as "levelId", wanted_revision as revision, severity from level
     where subject = $1 and wanted_revision > told_revision order by level_id`,
    [subject],
  );
  const projectCode = projectCodeOf(subject);
  return rows.map((row) => ({ ...row, projectCode }));
}

/** Notes that a level was told as it was wanted at `revision`; a later wish stays to be told. */
export async function markTold(
  client: Queryable,
  subject: string,
  levelId: string,
  revision: number,
): Promise<void> {
  await client.query(
    `update level set told_revision = greatest(told_revision, $3)
     where subject = $1 and level_id = $2`,
    [subject, levelId, revision],
  );
}

/**
 * Notes that everything up to `revision` was carried out: the last step of reconcile. False, and
 * nothing noted, while a level of that revision or before is still untold.
 */
export async function markObeyed(
  client: Queryable,
  subject: string,
  revision: number,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update subject set obeyed_revision = greatest(obeyed_revision, $2), rings = 0,
       carried_revision = null,
       lagging_since = case when greatest(obeyed_revision, $2) < decided_revision
         then coalesce(lagging_since, clock_timestamp()) end
     where id = $1 and not exists (
       select from level where level.subject = $1
         and level.wanted_revision <= $2 and level.told_revision < level.wanted_revision)`,
    [subject, revision],
  );
  return rowCount === 1;
}
