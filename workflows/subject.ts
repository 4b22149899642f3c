import { continueAsNew, workflowInfo } from '@temporalio/workflow';
import type { Decision } from '../settlement/decision.ts';
import { carryOut } from './carry-out.ts';
import { doorbell } from './doorbell.ts';
import type { SubjectState } from './messages.ts';
import { settle } from './settle.ts';
import { ringOr } from './wait.ts';

/** Why a run ended for good; the next ring starts another, which looks again. */
export interface SubjectEnd {
  ended: 'closed' | 'unknown';
  revision: number;
}

/** Follows one subject to its end: asks what holds, carries it out, waits for a ring or the next change. */
export async function followSubject(subject: string, carried?: SubjectState): Promise<SubjectEnd> {
  const bell = doorbell();
  const state = resume(carried);
  for (;;) {
    bell.clear();
    const decision = await settle(subject, state.obeyed);
    if (decision.known) await carryOut(decision);
    if (isOver(decision) && !bell.isRung()) return endOf(decision);

    const isNewStage = enter(state, decision);
    if (isNewStage || workflowInfo().continueAsNewSuggested) {
      await continueAsNew<typeof followSubject>(subject, state);
    }
    if (!decision.more) {
      await ringOr(bell, { at: decision.nextChangeAt, what: 'Next change' });
    }
  }
}

// State that a newer build carried is not read: everything is then done again, which is safe.
function resume(carried: SubjectState | undefined): SubjectState {
  return carried?.v === 1 ? { ...carried } : { v: 1, obeyed: 0 };
}

const isOver = ({ known, closed }: Decision) => !known || closed;

const endOf = ({ known, revision }: Decision): SubjectEnd => ({
  ended: known ? 'closed' : 'unknown',
  revision,
});

// True when it leaves one stage for another; the first one known is none left.
function enter(state: SubjectState, { known, revision, stage }: Decision): boolean {
  if (!known) return false;
  const leaves = state.stage !== undefined && state.stage !== stage;
  state.obeyed = revision;
  state.stage = stage;
  return leaves;
}
