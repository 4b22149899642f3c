import type { AlertStep } from '../domain/alert/case.ts';
import type { Instant } from '../domain/time.ts';
import type { Writer } from './gathered-writes.ts';
import type { Queryable } from './pool.ts';

/** A step with what became of it; times in domain time. */
export interface StepRow extends AlertStep {
  doneAt: Instant | null;
  /** No longer wanted before it was done. */
  droppedAt: Instant | null;
}

/** All that is still to be done about one alert. */
export interface WantedSteps {
  alertId: string;
  steps: readonly AlertStep[];
}

const COLUMNS = `step_id as id, kind, at, recipients as "to", severity, how`;
const OPEN = 'done_at is null and dropped_at is null';

/**
 * Brings the steps of these alerts to those wanted now: what is new is added, what is not wanted any
 * more is dropped unless it is done, and what was promised under its id keeps its time.
 */
export async function wantSteps(
  writer: Writer,
  wanted: readonly WantedSteps[],
  at: Instant,
): Promise<void> {
  if (wanted.length === 0) return;
  const alerts = wanted.map(({ alertId }) => alertId);
  const rows = wanted.flatMap(({ alertId, steps }) => steps.map((step) => rowOf(alertId, step)));
  await writer.query(
    `update alert_step set dropped_at = $3
     where alert_id = any ($1) and ${OPEN} and not exists (
       select from json_to_recordset($2::json) as kept (alert_id text, step_id text)
       where kept.alert_id = alert_step.alert_id and kept.step_id = alert_step.step_id)`,
    [alerts, JSON.stringify(rows.map(({ alert_id, step_id }) => ({ alert_id, step_id }))), at],
  );
  if (rows.length === 0) return;
  await writer.query(
    `insert into alert_step (alert_id, step_id, kind, at, recipients, severity, how)
     select alert_id, step_id, kind, at, recipients, severity, how
     from json_to_recordset($1::json) as step (alert_id text, step_id text, kind text,
       at timestamptz, recipients json, severity text, how text)
     on conflict do nothing`,
    [JSON.stringify(rows)],
  );
}

const rowOf = (alertId: string, { id, kind, at, to, severity, how }: AlertStep) => ({
  ...{ alert_id: alertId, step_id: id, kind, at, recipients: to, severity, how },
});

/**
 * The earliest step of an alert that is due and not done, locked until the transaction ends, so that
 * a settle either drops it before or finds it done. `repeated`: a later reminder is due as well.
 */
export async function lockDueStep(
  client: Queryable,
  alertId: string,
  now: Instant,
): Promise<(AlertStep & { repeated: boolean }) | undefined> {
  const { rows } = await client.query<AlertStep & { repeated: boolean }>(
    `select ${COLUMNS}, kind = 'remind' and exists (
       select from alert_step as later where later.alert_id = $1 and later.kind = 'remind'
         and later.done_at is null and later.dropped_at is null
         and later.at > step.at and later.at <= $2) as repeated
     from alert_step as step where alert_id = $1 and ${OPEN} and at <= $2
     order by at, step_id limit 1 for update`,
    [alertId, now],
  );
  return rows[0];
}

/** Notes a step as done; the caller holds its lock. */
export async function markStepDone(
  client: Queryable,
  alertId: string,
  { stepId, at }: { stepId: string; at: Instant },
): Promise<void> {
  await client.query('update alert_step set done_at = $3 where alert_id = $1 and step_id = $2', [
    alertId,
    stepId,
    at,
  ]);
}

/** When the next step of an alert is to be done, in domain time; null when none is left. */
export async function nextStepAt(client: Queryable, alertId: string): Promise<Instant | null> {
  const { rows } = await client.query<{ at: Instant | null }>(
    `select min(at) as at from alert_step where alert_id = $1 and ${OPEN}`,
    [alertId],
  );
  return rows[0]?.at ?? null;
}

/** Every step that an alert ever had, by time. */
export async function stepsOfAlert(client: Queryable, alertId: string): Promise<StepRow[]> {
  const { rows } = await client.query<StepRow>(
    `select ${COLUMNS}, done_at as "doneAt", dropped_at as "droppedAt"
     from alert_step where alert_id = $1 order by at, step_id`,
    [alertId],
  );
  return rows;
}
