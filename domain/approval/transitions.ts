import type { StepKind } from './dossier.ts';
import type { ItemState } from './record.ts';

/**
 * Where a step leads: to a state; to where open corrections, stops and earlier steps leave the
 * application (`standing`); to what the step itself says (`told`); or nowhere (`stay`).
 */
export type Next = ItemState | 'standing' | 'told' | 'stay';

export interface Transition {
  to: Next;
  /**
   * `gap`: legal, and noted as long as what must come before it is not known; `lateStep`: legal, though something
   * later was known before; `illegalStep`: kept and shown, without effect.
   */
  note?: 'gap' | 'lateStep' | 'illegalStep';
}

type Row = Readonly<Record<StepKind, Transition>>;

const STANDING: Transition = { to: 'standing' };
const STANDING_GAP: Transition = { to: 'standing', note: 'gap' };
const TOLD: Transition = { to: 'told' };
const TOLD_GAP: Transition = { to: 'told', note: 'gap' };
const TOLD_LATE: Transition = { to: 'told', note: 'lateStep' };
const STAY: Transition = { to: 'stay' };
const LATE: Transition = { to: 'stay', note: 'lateStep' };
const ILLEGAL: Transition = { to: 'stay', note: 'illegalStep' };

/** Nothing is certain yet but that somebody has applied, or is about to. */
const UNACCEPTED: Row = {
  submitted: STANDING,
  accepted: STANDING,
  correctionRequested: STANDING,
  resubmitted: STANDING,
  notAccepted: { to: 'notAccepted' },
  suspended: STANDING_GAP,
  resumed: ILLEGAL,
  extended: STANDING_GAP,
  // Departments may answer before, or without, any application of its own.
  opinionGiven: STANDING,
  decided: TOLD_GAP,
  certified: TOLD_GAP,
  revoked: TOLD_GAP,
  withdrawn: { to: 'withdrawn' },
  acceptanceResult: TOLD,
  utilityStep: STANDING,
  cancelled: { to: 'withdrawn' },
  deficiencyChecked: STANDING,
  settled: { to: 'approved' },
};

const ACCEPTED: Row = {
  ...UNACCEPTED,
  notAccepted: { to: 'notAccepted', note: 'lateStep' },
  suspended: STANDING,
  extended: STANDING,
  decided: TOLD,
  certified: TOLD,
};

// Whether it was accepted at all the state alone does not say from here on.
// A clock may be said to run again after the answer to a correction has started it.
const IN_REVIEW: Row = { ...UNACCEPTED, notAccepted: ACCEPTED.notAccepted, resumed: STANDING };
const SUSPENDED = IN_REVIEW;
const CORRECTING: Row = { ...UNACCEPTED, resumed: STANDING };

const DECIDED: Row = {
  submitted: LATE,
  accepted: LATE,
  correctionRequested: ILLEGAL,
  // A redesign, or documents made up after the decision.
  resubmitted: STAY,
  notAccepted: ILLEGAL,
  suspended: ILLEGAL,
  resumed: LATE,
  extended: ILLEGAL,
  opinionGiven: LATE,
  decided: TOLD_LATE,
  certified: TOLD,
  revoked: TOLD_GAP,
  withdrawn: { to: 'withdrawn', note: 'lateStep' },
  acceptanceResult: TOLD_LATE,
  utilityStep: STAY,
  cancelled: { to: 'withdrawn', note: 'lateStep' },
  deficiencyChecked: STAY,
  settled: STAY,
};

const CERTIFIED: Row = { ...DECIDED, decided: LATE, acceptanceResult: LATE };

/** Over without success: only a decision or certificate of an authority can change that; a new try is a new application. */
const ENDED: Row = {
  ...DECIDED,
  resubmitted: ILLEGAL,
  certified: TOLD_LATE,
  revoked: ILLEGAL,
  withdrawn: LATE,
  cancelled: LATE,
  utilityStep: ILLEGAL,
  deficiencyChecked: ILLEGAL,
  settled: { to: 'approved', note: 'lateStep' },
};

const WITHDRAWN: Row = { ...ENDED, decided: ILLEGAL, acceptanceResult: ILLEGAL };

/** What each kind of step does to an application in each state: all pairs, none is lost. */
export const TRANSITIONS: Readonly<Record<ItemState, Row>> = {
  notStarted: UNACCEPTED,
  ready: UNACCEPTED,
  submitted: UNACCEPTED,
  accepted: ACCEPTED,
  correctionRequested: CORRECTING,
  notAccepted: {
    ...ENDED,
    accepted: { to: 'standing', note: 'lateStep' },
    notAccepted: LATE,
  },
  inReview: IN_REVIEW,
  suspended: SUSPENDED,
  approved: DECIDED,
  approvedWithConditions: DECIDED,
  rejected: ENDED,
  deemedConsent: DECIDED,
  withdrawn: WITHDRAWN,
  lapsed: WITHDRAWN,
  certificateIssued: CERTIFIED,
  amended: CERTIFIED,
  revoked: { ...ENDED, certified: TOLD, revoked: LATE, decided: LATE, acceptanceResult: LATE },
};
