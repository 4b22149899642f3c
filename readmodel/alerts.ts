import type { Pool } from 'pg';
import { COLOURS } from '../domain/definitions.ts';
import type { Instant } from '../domain/time.ts';
import type { Severity } from './levels.ts';
import { inTransaction } from './pool.ts';
import type { Queryable } from './pool.ts';
import { projectSubject } from './subject-id.ts';

/** How an alert stands. */
export interface AlertStanding {
  open: boolean;
  /** Its severity, or the last it had. */
  severity: Severity;
}

/** One alert of a project; times in domain time. */
export interface AlertRow extends AlertStanding {
  alertId: string;
  projectCode: string;
  openedAt: Instant;
  clearedAt: Instant | null;
  revision: number;
  reopenCount: number;
  /** True before its project went live (存量): no news to anybody. */
  stock: boolean;
}

/** One step of an alert's story; `seq` counts from 1. */
export interface AlertRecordRow {
  seq: number;
  kind: 'opened' | 'worsened' | 'eased' | 'cleared' | 'reopened';
  severity: Severity;
  at: Instant;
  revision: number;
}

interface Wanted {
  severity: Severity | null;
  stock: boolean;
  revision: number;
  at: Instant;
}

const LEAST: Severity = 'blue';

/** What is known of an alert; nothing before it is recorded the first time. */
type Known = (AlertStanding & Pick<AlertRow, 'stock'>) | undefined;

/**
 * Brings an alert's records to what its project wants now and says how it stands; repeated, it
 * writes nothing. One that no project ever wanted is not open.
 */
export async function recordAlert(pool: Pool, alertId: string): Promise<AlertStanding> {
  const { projectCode, levelId } = partsOf(alertId);
  return inTransaction(pool, async (client) => {
    const wanted = await lockLevel(client, projectSubject(projectCode), levelId);
    if (!wanted) return { open: false, severity: LEAST };
    const known = await findStanding(client, alertId);
    const kind = step(known, wanted.severity);
    const severity = wanted.severity ?? known?.severity ?? LEAST;
    // One that is cleared stays what it was.
    const stock = wanted.severity === null ? known?.stock === true : wanted.stock;
    if (kind) await write(client, { alertId, projectCode, kind, severity, stock, wanted });
    else if (known?.stock !== stock) await markStock(client, alertId, stock);
    return { open: wanted.severity !== null, severity };
  });
}

/** The alerts of a project, open ones first, then the newest. */
export async function alertsOf(client: Queryable, projectCode: string): Promise<AlertRow[]> {
  const { rows } = await client.query<AlertRow>(
    `select alert_id as "alertId", project_code as "projectCode", severity,
       state = 'open' as open, opened_at as "openedAt", cleared_at as "clearedAt", revision,
       reopen_count as "reopenCount", stock
     from alert where project_code = $1 order by state = 'closed', opened_at desc, alert_id`,
    [projectCode],
  );
  return rows;
}

/** What became of an alert, in order. */
export async function alertRecordsOf(
  client: Queryable,
  alertId: string,
): Promise<AlertRecordRow[]> {
  const { rows } = await client.query<AlertRecordRow>(
    'select seq, kind, severity, at, revision from alert_record where alert_id = $1 order by seq',
    [alertId],
  );
  return rows;
}

function partsOf(alertId: string): { projectCode: string; levelId: string } {
  const [, projectCode, levelId] = /^alert\/([^/]+)\/(.+)$/.exec(alertId) ?? [];
  if (!projectCode || !levelId) throw new Error(`${alertId} is not the id of an alert`);
  return { projectCode, levelId };
}

async function lockLevel(
  client: Queryable,
  subject: string,
  levelId: string,
): Promise<Wanted | undefined> {
  const { rows } = await client.query<Wanted>(
    `select severity, stock, wanted_revision as revision, wanted_at as at from level
     where subject = $1 and level_id = $2 for update`,
    [subject, levelId],
  );
  return rows[0];
}

async function findStanding(client: Queryable, alertId: string): Promise<Known> {
  const { rows } = await client.query<AlertStanding & Pick<AlertRow, 'stock'>>(
    `select state = 'open' as open, severity, stock from alert where alert_id = $1`,
    [alertId],
  );
  return rows[0];
}

function step(known: Known, wanted: Severity | null): AlertRecordRow['kind'] | undefined {
  if (wanted === null) return known?.open ? 'cleared' : undefined;
  if (!known) return 'opened';
  if (!known.open) return 'reopened';
  const rise = COLOURS.indexOf(wanted) - COLOURS.indexOf(known.severity);
  if (rise === 0) return undefined;
  return rise > 0 ? 'worsened' : 'eased';
}

async function write(
  client: Queryable,
  record: {
    alertId: string;
    projectCode: string;
    kind: AlertRecordRow['kind'];
    severity: Severity;
    stock: boolean;
    wanted: Wanted;
  },
): Promise<void> {
  const { alertId, projectCode, kind, severity, stock, wanted } = record;
  await client.query(
    `insert into alert (alert_id, project_code, severity, state, opened_at, revision, stock)
     values ($1, $2, $3, 'open', $4, $5, $7)
     on conflict (alert_id) do update set severity = $3, revision = $5, stock = $7,
       state = case when $6 = 'cleared' then 'closed' else 'open' end,
       opened_at = case when $6 = 'reopened' then $4 else alert.opened_at end,
       cleared_at = case when $6 = 'cleared' then $4 end,
       reopen_count = alert.reopen_count + case when $6 = 'reopened' then 1 else 0 end`,
    [alertId, projectCode, severity, wanted.at, wanted.revision, kind, stock],
  );
  await client.query(
    `insert into alert_record (alert_id, seq, kind, severity, at, revision)
     select $1, coalesce(max(seq), 0) + 1, $2, $3, $4, $5 from alert_record where alert_id = $1`,
    [alertId, kind, severity, wanted.at, wanted.revision],
  );
}

async function markStock(client: Queryable, alertId: string, stock: boolean): Promise<void> {
  await client.query('update alert set stock = $2 where alert_id = $1', [alertId, stock]);
}
