import type { AlertCase, CaseRecord, CaseState, Severity } from '../domain/alert/case.ts';
import type { Instant } from '../domain/time.ts';
import type { Queryable } from './pool.ts';
import { seenCondition, seenValues, type SeenProjects } from './sight.ts';

/** How an alert stands. */
export interface AlertStanding {
  /** Not closed yet; what its facts have cleared may still wait for people. */
  open: boolean;
  /** Its severity, or the last it had. */
  severity: Severity;
  /** Where it stands between open and closed; not said by older histories. */
  state?: CaseState;
}

/** One alert of a project; times in domain time. */
export interface AlertRow extends AlertStanding {
  alertId: string;
  projectCode: string;
  state: CaseState;
  openedAt: Instant;
  clearedAt: Instant | null;
  revision: number;
  /** Which time it came, from 1. */
  episode: number;
  reopenCount: number;
  /** True before its project went live (存量): no news to anybody. */
  stock: boolean;
  /** Shown to the people of the project and to supervision only. */
  restricted: boolean;
  /** Null: raised before cases were kept. */
  standing: AlertCase | null;
}

/** One line of an alert's story; `seq` counts from 1. */
export interface AlertRecordRow {
  seq: number;
  kind: CaseRecord['kind'];
  severity: Severity;
  at: Instant;
  revision: number;
  person: string | null;
  detail: Record<string, string> | null;
}

const COLUMNS = `alert_id as "alertId", alert.project_code as "projectCode", alert.severity, state,
  state <> 'closed' as open, opened_at as "openedAt", cleared_at as "clearedAt", alert.revision,
  episode, reopen_count as "reopenCount", stock, restricted, standing`;

const LEAST: Severity = 'blue';

/** How an alert stands; one that no project ever raised is not open. */
export async function standingOf(client: Queryable, alertId: string): Promise<AlertStanding> {
  const { rows } = await client.query<AlertStanding>(
    `select state <> 'closed' as open, severity, state from alert where alert_id = $1`,
    [alertId],
  );
  return rows[0] ?? { open: false, severity: LEAST, state: 'closed' };
}

/** One alert; `undefined` when it was never raised. */
export async function findAlert(client: Queryable, alertId: string): Promise<AlertRow | undefined> {
  const { rows } = await client.query<AlertRow>(
    `select ${COLUMNS} from alert where alert_id = $1`,
    [alertId],
  );
  return rows[0];
}

/** The alerts of a project, open ones first, then the newest. */
export async function alertsOf(client: Queryable, projectCode: string): Promise<AlertRow[]> {
  const { rows } = await client.query<AlertRow>(
    `select ${COLUMNS} from alert where project_code = $1
     order by state = 'closed', opened_at desc, alert_id`,
    [projectCode],
  );
  return rows;
}

/** What a list of alerts is narrowed to. */
export interface AlertFilter {
  project?: string | undefined;
  /** Of any post of the project. */
  person?: string | undefined;
  severity?: Severity | undefined;
  /** All that are not closed, unless named. */
  state?: CaseState | undefined;
  /** No others. */
  seen?: SeenAlerts | undefined;
}

/** An alert with the name of its project and the lifecycle that this follows; null before its first settle. */
export interface AlertRowOfProject extends AlertRow {
  projectName: string | null;
  template: string | null;
}

/** Alerts with the names of their projects, by id, after the id `after`. */
export async function listAlerts(
  client: Queryable,
  { project, person, severity, state, seen = ALL }: AlertFilter,
  { after, limit }: { after: string; limit: number },
): Promise<AlertRowOfProject[]> {
  const { rows } = await client.query<AlertRowOfProject>(
    `select ${COLUMNS}, snapshot.name as "projectName",
       snapshot.assessment #>> '{template,id}' as "template"
     from alert left join snapshot on snapshot.project_code = alert.project_code
     where alert_id > $1 and ($2::text is null or alert.project_code = $2)
       and ($3::text is null or exists (
         select from jsonb_each_text(snapshot.assessment -> 'people') as post
         where post.value = $3))
       and ($4::text is null or alert.severity = $4)
       and case when $5::text is null then state <> 'closed' else state = $5 end
       and ${seenCondition('alert.project_code', ['$7', '$8'])}
       and ${shownCondition('$9', '$10')}
     order by alert_id limit $6`,
    [
      ...[after, project ?? null, person ?? null, severity ?? null, state ?? null, limit],
      ...[...seenValues(seen), seen.restricted, seen.handedTo],
    ],
  );
  return rows;
}

const ALL: SeenAlerts = { only: null, except: [], restricted: null, handedTo: [] };

/** Of projects that are seen, the alerts that are. */
export interface SeenAlerts extends SeenProjects {
  /** Projects whose restricted alerts are shown too; null: all of them. */
  restricted: readonly string[] | null;
  /** People to whom a restricted one may have been handed over. */
  handedTo: readonly string[];
}

/** The condition of SQL under which an alert of a seen project is shown, and its two values. */
export const shownCondition = (restricted: string, handedTo: string): string =>
  `(not restricted or ${restricted}::text[] is null or alert.project_code = any(${restricted})
    or delegated_to = any(${handedTo}))`;

/** What became of an alert, in order. */
export async function alertRecordsOf(
  client: Queryable,
  alertId: string,
): Promise<AlertRecordRow[]> {
  const { rows } = await client.query<AlertRecordRow>(
    `select seq, kind, severity, at, revision, person, detail
     from alert_record where alert_id = $1 order by seq`,
    [alertId],
  );
  return rows;
}
