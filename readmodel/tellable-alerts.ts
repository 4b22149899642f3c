import type { AlertCase } from '../domain/alert/case.ts';
import type { Assessment } from '../domain/assessment.ts';
import type { Instant } from '../domain/time.ts';
import type { Queryable } from './pool.ts';
import { projectSubject } from './subject-id.ts';

/** An alert as messages tell it. */
export interface TellableAlert {
  alertId: string;
  projectCode: string;
  standing: AlertCase;
  restricted: boolean;
}

const COLUMNS = `alert_id as "alertId", project_code as "projectCode", standing, restricted`;

/** These alerts, those without a case left out. */
export async function tellableAlerts(
  client: Queryable,
  alertIds: readonly string[],
): Promise<TellableAlert[]> {
  const { rows } = await client.query<TellableAlert>(
    `select ${COLUMNS} from alert where alert_id = any($1) and standing is not null`,
    [alertIds],
  );
  return rows;
}

/** Every alert that is not closed or was not at that instant of domain time, by id. */
export async function alertsSince(client: Queryable, since: Instant): Promise<TellableAlert[]> {
  const { rows } = await client.query<TellableAlert>(
    `select ${COLUMNS} from alert
     where standing is not null
       and (state <> 'closed' or standing->'closed'->>'at' >= $1)
     order by alert_id`,
    [since],
  );
  return rows;
}

/** The last assessment of every project that is not closed. */
export async function openAssessments(client: Queryable): Promise<Assessment[]> {
  const { rows } = await client.query<{ assessment: Assessment }>(
    `select assessment from snapshot join subject on subject.id = snapshot.subject
     where not subject.closed order by subject.id`,
  );
  return rows.map(({ assessment }) => assessment);
}

/** The last assessment of each of these projects, by code. */
export async function assessmentsOf(
  client: Queryable,
  codes: readonly string[],
): Promise<Map<string, Assessment>> {
  const { rows } = await client.query<{ code: string; assessment: Assessment }>(
    `select project_code as code, assessment from snapshot where subject = any($1)`,
    [[...new Set(codes)].map(projectSubject)],
  );
  return new Map(rows.map(({ code, assessment }) => [code, assessment]));
}
