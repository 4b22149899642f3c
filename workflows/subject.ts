import {
  condition,
  continueAsNew,
  isCancellation,
  log,
  proxyActivities,
  proxyLocalActivities,
  workflowInfo,
} from '@temporalio/workflow';
import type { ReconcileActivities } from '../activities/reconcile.ts';
import type { SettleActivities } from '../activities/settle.ts';
import type { Decision } from '../settlement/decision.ts';
import { doorbell, type Doorbell } from './doorbell.ts';
import type { SubjectState } from './messages.ts';
import { showDecision } from './page.ts';

/** Why a run ended for good; both are looked at again when somebody rings. */
export interface SubjectEnd {
  ended: 'closed' | 'unknown';
  revision: number;
}

// Two short local attempts: a local activity that waits for PostgreSQL holds a slot that other workflows need.
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
const { reconcile } = proxyActivities<ReconcileActivities>({
  startToCloseTimeout: '20s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
  summary: 'Bring the alerts to what is wanted now',
});

// An early timer would find nothing changed and be set again at once.
const SHORTEST_WAIT_MS = 1000;

/** Follows one subject to its end: asks what holds, carries it out, waits for a ring or the next change. */
export async function followSubject(subject: string, carried?: SubjectState): Promise<SubjectEnd> {
  const bell = doorbell();
  const state = resume(carried);
  for (;;) {
    bell.rung = false;
    const decision = await settle(subject, state.obeyed);
    const isNewStage = decision.known && (await carryOut(subject, decision, state));

    const isOver = !decision.known || decision.closed;
    if (isOver && !bell.rung) return endOf(decision);
    if (isNewStage || workflowInfo().continueAsNewSuggested) {
      await continueAsNew<typeof followSubject>(subject, state);
    }
    if (!decision.more) await nextWork(bell, decision);
  }
}

// State that a newer build carried is not read: everything is then done again, which is safe.
function resume(carried: SubjectState | undefined): SubjectState {
  return carried?.v === 1 ? { ...carried } : { v: 1, obeyed: 0 };
}

async function settle(subject: string, obeyed: number): Promise<Decision> {
  try {
    return await quick.settle(subject, obeyed);
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.warn('settle failed twice, waiting until it works', { subject, error });
    return patient.settle(subject, obeyed);
  }
}

// Nothing may come between settle and the end of this, or a level could be asked for and never brought about.
async function carryOut(subject: string, decision: Decision, state: SubjectState) {
  if (decision.reconcile) await reconcile(subject, decision.revision);
  const isNewStage = state.stage !== undefined && state.stage !== decision.stage;
  state.obeyed = decision.revision;
  state.stage = decision.stage;
  showDecision(decision);
  return isNewStage;
}

function endOf({ known, revision }: Decision): SubjectEnd {
  return { ended: known ? 'closed' : 'unknown', revision };
}

async function nextWork(bell: Doorbell, { nextChangeAt }: Decision): Promise<void> {
  const isRung = () => bell.rung;
  if (nextChangeAt === undefined) return condition(isRung);
  const wait = Math.max(SHORTEST_WAIT_MS, Date.parse(nextChangeAt) - Date.now());
  await condition(isRung, wait, { summary: `Next change at ${nextChangeAt}` });
}
