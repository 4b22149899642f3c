import { isCancellation, log, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { SettleActivities } from '../activities/settle.ts';
import type { Decision } from '../settlement/decision.ts';

const quick = proxyLocalActivities<SettleActivities>({
  startToCloseTimeout: '5s',
  retry: { initialInterval: '200ms', maximumAttempts: 2 },
  summary: 'Settle: what do all facts say now?',
});
const patient = proxyActivities<SettleActivities>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
  summary: 'Settle again, until PostgreSQL answers',
});

/**
 * What holds of a subject now; waits as long as it takes. Only the first two tries are local: one
 * that waits for PostgreSQL would hold a slot that every other workflow of the worker needs.
 */
export async function settle(subject: string, obeyed: number): Promise<Decision> {
  try {
    return await quick.settle(subject, obeyed);
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.warn('settle failed twice, waiting until it works', { subject, error });
    return patient.settle(subject, obeyed);
  }
}
