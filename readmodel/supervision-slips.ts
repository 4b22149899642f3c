import type { Day, Instant } from '../domain/time.ts';
import type { Queryable } from './pool.ts';

/** Number and day of a supervision slip (督办单), as a person has recorded them. */
export interface SupervisionSlip {
  alertId: string;
  projectCode: string;
  number: string;
  issuedOn: Day;
  recordedBy: string;
  recordedAt: Instant;
}

/** Keeps a slip; false where another has this number. */
export async function addSlip(client: Queryable, slip: SupervisionSlip): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into supervision_slip (alert_id, project_code, number, issued_on, recorded_by,
       recorded_at) values ($1, $2, $3, $4, $5, $6) on conflict (number) do nothing`,
    [slip.alertId, slip.projectCode, slip.number, slip.issuedOn, slip.recordedBy, slip.recordedAt],
  );
  return rowCount === 1;
}

/** The slips of an alert, the newest first. */
export async function slipsOf(client: Queryable, alertId: string): Promise<SupervisionSlip[]> {
  const { rows } = await client.query<SupervisionSlip>(
    `select alert_id as "alertId", project_code as "projectCode", number,
       issued_on::text as "issuedOn", recorded_by as "recordedBy", recorded_at as "recordedAt"
     from supervision_slip where alert_id = $1 order by id desc`,
    [alertId],
  );
  return rows;
}
