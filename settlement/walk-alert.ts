import type { Pool, PoolClient } from 'pg';
import { projectOfAlert } from '../domain/alert/alert-id.ts';
import type { AlertStep } from '../domain/alert/case.ts';
import { mayBeSaidAhead, saidAheadBy } from '../domain/alert/told-ahead.ts';
import type { Instant } from '../domain/time.ts';
import { dayOf } from '../domain/time.ts';
import { lockDueStep, markStepDone, nextStepAt } from '../readmodel/alert-steps.ts';
import { standingOf, type AlertStanding } from '../readmodel/alerts.ts';
import { domainNow, shift } from '../readmodel/clock.ts';
import type { NewNotice } from '../readmodel/notices.ts';
import { addNotices, toldBy } from '../readmodel/notices.ts';
import { inTransaction } from '../readmodel/pool.ts';
import { tellableAlerts } from '../readmodel/tellable-alerts.ts';
import { recipientsOf } from './recipients.ts';

/** What alerts are walked with. */
export interface WalkDeps {
  pool: Pool;
  /** Domain time minus real time. */
  clockOffsetMs: number;
}

/** How far an alert has come. */
export interface AlertProgress extends AlertStanding {
  /** Real time of its next step; none when nothing is left to be done. */
  nextStepAt?: Instant;
}

/**
 * Does all steps of an alert that are due, each in a transaction of its own and never twice: whoever
 * it concerns gets a notice. Stopped anywhere and repeated it goes on where it was.
 */
export async function walkAlert(deps: WalkDeps, alertId: string): Promise<AlertProgress> {
  while (await doNextStep(deps, alertId));
  const standing = await standingOf(deps.pool, alertId);
  const next = await nextStepAt(deps.pool, alertId);
  if (next === null) return standing;
  return { ...standing, nextStepAt: shift(next, -deps.clockOffsetMs) };
}

function doNextStep({ pool, clockOffsetMs }: WalkDeps, alertId: string): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const now = await domainNow(client, clockOffsetMs);
    const step = await lockDueStep(client, alertId, now);
    if (!step) return false;
    // Of reminders that come due together, as after an outage, the last says it all.
    if (!step.repeated) {
      await addNotices(client, await noticesOf(client, { alertId, step, now }), now);
    }
    await markStepDone(client, alertId, { stepId: step.id, at: now });
    return true;
  });
}

async function noticesOf(
  client: PoolClient,
  { alertId, step, now }: { alertId: string; step: AlertStep; now: Instant },
): Promise<NewNotice[]> {
  const { id: stepId, kind, to, severity, how, at: dueAt } = step;
  if (to.length === 0) return [];
  const projectCode = projectOfAlert(alertId);
  const told = await recipientsOf(client, { projectCode, to, today: dayOf(now) });
  const informed = await informedAhead(client, alertId, step);
  const asked = told.filter(({ person }) => !informed.includes(person));
  return asked.map((person) => ({
    ...person,
    ...{ kind, projectCode, alertId, stepId, severity, how, dueAt },
  }));
}

// Who was told before the days off is not told of the same colour as new after them.
async function informedAhead(
  client: PoolClient,
  alertId: string,
  step: AlertStep,
): Promise<string[]> {
  if (!mayBeSaidAhead(step)) return [];
  const [alert] = await tellableAlerts(client, [alertId]);
  const said = alert && saidAheadBy(step, alert.standing);
  return said === undefined ? [] : toldBy(client, alertId, said);
}
