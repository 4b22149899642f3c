import { proxyActivities } from '@temporalio/workflow';
import type { ReconcileActivities } from '../activities/reconcile.ts';
import type { Decision } from '../settlement/decision.ts';
import { showDecision } from './page.ts';

const { reconcile } = proxyActivities<ReconcileActivities>({
  startToCloseTimeout: '20s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
  summary: 'Bring approvals and alerts to what is wanted now',
});

/** Does what a decision asks for and shows it; its revision counts as carried out only after this. */
export async function carryOut(decision: Decision): Promise<void> {
  if (decision.reconcile) await reconcile(decision.subject, decision.revision);
  showDecision(decision);
}
