import { condition, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { ReconcileActivities } from '../../../../activities/reconcile.ts';
import type { SettleActivities } from '../../../../activities/settle.ts';
import { doorbell } from '../../../../workflows/doorbell.ts';
import { showDecision } from '../../../../workflows/page.ts';

const { settle } = proxyLocalActivities<SettleActivities>({ startToCloseTimeout: '5s' });
const { reconcile } = proxyActivities<ReconcileActivities>({ startToCloseTimeout: '20s' });

/** The shell with two steps the other way round: it shows what it hasn't carried out yet. */
export async function project(subject: string): Promise<void> {
  const bell = doorbell();
  const decision = await settle(subject, 0);
  showDecision(decision);
  if (decision.reconcile) await reconcile(subject, decision.revision);
  await condition(() => bell.rung);
}
