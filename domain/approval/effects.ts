import { dayOf } from '../time.ts';
import { certify, revoke } from './certificate-effects.ts';
import { askCorrection, checkDeficiency, fail, resubmit } from './correction-effects.ts';
import type { Step, StepKind } from './dossier.ts';
import type { Draft } from './draft.ts';
import { note } from './draft.ts';
import type { ApplicationRecord } from './record.ts';
import { extend, resume, suspend } from './stop-effects.ts';
import type { Transition } from './transitions.ts';

type Effect = (draft: Draft, step: Step, to: Transition['to']) => void;

/** What each kind of step adds to the record; where it leads is for the transition table to say. */
export const EFFECTS: Readonly<Record<StepKind, Effect>> = {
  submitted: (draft, step) => {
    if (draft.submittedAt === undefined) draft.submittedAt = step.at;
    else noteAnotherDay(draft, step, draft.submittedAt);
  },
  accepted: accept,
  correctionRequested: askCorrection,
  resubmitted: resubmit,
  notAccepted: noEffect,
  suspended: suspend,
  resumed: resume,
  extended: extend,
  opinionGiven: hearOpinion,
  decided: decide,
  certified: certify,
  revoked: revoke,
  withdrawn: noEffect,
  acceptanceResult: (draft, step, to) => {
    if (step.says.result === 'failed') fail(draft, step);
    else pass(draft, step, to);
  },
  utilityStep: supply,
  cancelled: noEffect,
  deficiencyChecked: checkDeficiency,
  settled: (draft, step, to) => {
    setDecision(draft, step, 'approved', to);
  },
};

function accept(draft: Draft, step: Step): void {
  promise(draft, step);
  if (draft.acceptedAt !== undefined) {
    noteAnotherDay(draft, step, draft.acceptedAt);
    return;
  }
  draft.acceptedAt = step.at;
  draft.mode = step.says.mode ?? draft.mode;
  // Accepted without waiting for the answer: nobody asks for it any more.
  for (const round of draft.corrections) round.answeredAt ??= step.at;
}

function promise(draft: Draft, { says }: Step): void {
  const { promisedDays, statutoryDays, deficiencies = [] } = says;
  if (promisedDays !== undefined) draft.promisedDays ??= promisedDays;
  if (statutoryDays !== undefined) draft.statutoryDays ??= statutoryDays;
  if (draft.deficiencies.length > 0) return;
  draft.deficiencies = deficiencies.map(({ doc, dueDate }) => ({ document: doc, dueDate }));
}

function hearOpinion(draft: Draft, { says, at, ref }: Step): void {
  const { department, opinion, text } = says;
  if (department === undefined || opinion === undefined) return;
  const last = draft.opinions.findLast((one) => one.department === department);
  // The same answer told twice, such as by a system and a ledger.
  if (last?.opinion === opinion && dayOf(last.at) === dayOf(at)) return;
  draft.opinions.push({ department, opinion, at, ...(text !== undefined && { text }), ref });
}

function decide(draft: Draft, step: Step, to: Transition['to']): void {
  const { decision } = step.says;
  if (decision !== undefined) setDecision(draft, step, decision, to);
  if (step.says.certNo !== undefined && decision !== 'rejected') certify(draft, step);
}

function pass(draft: Draft, step: Step, to: Transition['to']): void {
  delete draft.failedAcceptance;
  resubmit(draft, { ...step, says: {} });
  setDecision(draft, step, 'approved', to);
}

// What comes after a certificate only fills in what was not known.
function setDecision(
  draft: Draft,
  { says, at, ref }: Step,
  is: NonNullable<ApplicationRecord['decision']>['is'],
  to: Transition['to'],
): void {
  if (to === 'stay' && (draft.decision || is === 'rejected')) return;
  draft.decision = { is, at, conditions: says.conditions ?? [], ref };
}

function supply(draft: Draft, step: Step, to: Transition['to']): void {
  const { utilityStep } = step.says;
  if (utilityStep === undefined) return;
  draft.utility[utilityStep] ??= step.at;
  if (utilityStep === 'accepted') draft.acceptedAt ??= step.at;
  if (utilityStep === 'connected') setDecision(draft, step, 'approved', to);
}

function noteAnotherDay(draft: Draft, step: Step, known: string): void {
  if (dayOf(step.at) !== dayOf(known)) note(draft, 'lateStep', step, { known: dayOf(known) });
}

function noEffect(): void {
  // It only ends the application.
}
