import { proxyActivities } from '@temporalio/workflow';
import type { ReconcileActivities } from '../../../../activities/reconcile.ts';
import type { Decision } from '../../../../settlement/decision.ts';
import { showDecision } from '../../../../workflows/page.ts';

const { reconcile } = proxyActivities<ReconcileActivities>({ startToCloseTimeout: '20s' });

/** The shell's own with its two steps the other way round: shown before it is carried out. */
export async function carryOut(decision: Decision): Promise<void> {
  showDecision(decision);
  if (decision.reconcile) await reconcile(decision.subject, decision.revision);
}
