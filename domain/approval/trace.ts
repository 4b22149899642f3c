import { dayOf } from '../time.ts';
import { hasLostAll, isAmendment } from './certificate-effects.ts';
import type { Application, QualityNote, Step } from './dossier.ts';
import type { Draft, Missing } from './draft.ts';
import { emptyDraft, note, openCorrection, openStops } from './draft.ts';
import { EFFECTS } from './effects.ts';
import type { ApplicationRecord, ItemState } from './record.ts';
import type { Transition } from './transitions.ts';
import { TRANSITIONS } from './transitions.ts';

/**
 * What the steps of an application come to, in their order. A step that its state does not allow is
 * noted and changes nothing; one whose acceptance is not known yet counts all the same.
 */
export function recordOf({ item, no, steps }: Application): ApplicationRecord {
  const draft = emptyDraft(item, no);
  for (const step of steps) take(draft, step);
  const { tracing, ...record } = draft;
  return {
    ...record,
    // Whatever was said of it, somebody has applied.
    state: record.state === 'notStarted' ? 'submitted' : record.state,
    notes: tracing.notes.flatMap(({ missing, ...words }): QualityNote[] =>
      missing && isKnown(draft, missing) ? [] : [words],
    ),
  };
}

function take(draft: Draft, step: Step): void {
  const { to, note: code } = TRANSITIONS[draft.state][step.kind];
  const before = draft.lastStepAt;
  draft.lastStepAt = step.at;
  draft.refs.push(step.ref);
  if (code === 'illegalStep') {
    note(draft, code, step, { state: draft.state });
    return;
  }
  EFFECTS[step.kind](draft, step, to);
  if (code === 'gap') noteGap(draft, step);
  if (code === 'lateStep' && isNews(draft, step, before)) {
    note(draft, code, step, { state: draft.state });
  }
  draft.state = stateAfter(draft, step, to);
  end(draft, step);
}

// A ledger and a system may tell the same day's steps one after another; one word on a step is enough.
function isNews({ tracing: { notes } }: Draft, { at, ref }: Step, before: string): boolean {
  const isNoted = notes.some((one) => one.code === 'lateStep' && one.ref === ref);
  return !isNoted && dayOf(before) !== dayOf(at);
}

// One note says that the acceptance is missing, however many steps came without it.
function noteGap(draft: Draft, step: Step): void {
  const { certNo = '-' } = step.says;
  const missing: Missing = step.kind === 'revoked' ? { certNo } : 'accepted';
  const isTold =
    missing === 'accepted' && draft.tracing.notes.some((one) => one.missing === missing);
  if (isTold || isKnown(draft, missing)) return;
  const words = missing === 'accepted' ? { missing } : { missing: 'certified', certNo };
  note(draft, 'gap', step, words).missing = missing;
}

const isKnown = ({ acceptedAt, certificates }: Draft, missing: Missing): boolean =>
  missing === 'accepted'
    ? acceptedAt !== undefined
    : certificates.some(({ no }) => no === missing.certNo);

function stateAfter(draft: Draft, step: Step, to: Transition['to']): ItemState {
  if (to === 'stay') return draft.state;
  if (to === 'standing') return standingOf(draft);
  return to === 'told' ? toldState(draft, step) : to;
}

/** Where an open application stands by all that is known of it. */
function standingOf(draft: Draft): ItemState {
  if (draft.utility.connected !== undefined) return 'approved';
  if (openCorrection(draft)) return 'correctionRequested';
  if (openStops(draft).length > 0) return 'suspended';
  if (isUnderReview(draft)) return 'inReview';
  return draft.acceptedAt === undefined ? 'submitted' : 'accepted';
}

function isUnderReview({ opinions, stops, corrections, utility }: Draft): boolean {
  const isBeyondAcceptance = Object.keys(utility).some((step) => step !== 'accepted');
  const isCorrected = corrections.some(({ beforeAcceptance }) => !beforeAcceptance);
  return opinions.length > 0 || stops.length > 0 || isCorrected || isBeyondAcceptance;
}

const STATE_OF_DECISION = {
  approved: 'approved',
  conditional: 'approvedWithConditions',
  rejected: 'rejected',
} as const;

function toldState(draft: Draft, { kind, says }: Step): ItemState {
  if (kind === 'acceptanceResult') {
    return says.result === 'failed' ? 'correctionRequested' : 'approved';
  }
  if (kind === 'revoked') return stateWhenRevoked(draft);
  const isCertified =
    kind === 'certified' || (says.certNo !== undefined && says.decision !== 'rejected');
  if (isCertified) return stateWhenCertified(draft);
  return STATE_OF_DECISION[says.decision ?? 'approved'];
}

function stateWhenCertified(draft: Draft): ItemState {
  if (hasLostAll(draft)) return 'revoked';
  return draft.state === 'amended' || isAmendment(draft) ? 'amended' : 'certificateIssued';
}

// Without any certificate known, the revocation is of one that was not told.
const stateWhenRevoked = (draft: Draft): ItemState =>
  hasLostAll(draft) || draft.certificates.length === 0 ? 'revoked' : draft.state;

const ENDS = ['notAccepted', 'rejected', 'withdrawn', 'lapsed', 'revoked'] as const;

function end(draft: Draft, { says, at, ref }: Step): void {
  const how = ENDS.find((state) => state === draft.state);
  if (how === undefined) delete draft.ended;
  else if (draft.ended?.how !== how) draft.ended = { how, at, reason: says.reason ?? '', ref };
}
