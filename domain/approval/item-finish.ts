import type { Applicability } from './applicability.ts';
import type { Confirmed } from './dossier.ts';
import type { Findings } from './item-draft.ts';
import type { Start } from './item-start.ts';
import type { Consultation } from './opinions.ts';
import type { ApplicationRecord, ItemState } from './record.ts';
import type { Ground } from './stale.ts';
import { stalenessOf } from './stale.ts';
import type { Tries } from './tries.ts';
import { isSuccess } from './tries.ts';

/** All that decides where an item stands. */
export interface Evidence {
  tries: Tries;
  start: Start;
  consultation: Consultation | undefined;
  applies: Applicability;
  ground: Ground;
  confirmations: readonly Confirmed[];
}

/** Where an item stands, whether it is done, and whether what it rests on has given way. */
export function finishOf(
  evidence: Evidence,
): Pick<Findings, 'state' | 'done' | 'doneOn' | 'staleness'> {
  const { tries, consultation, applies, ground, confirmations } = evidence;
  const state = stateOf(evidence);
  const consentOn = isSuccess(state) ? consultation?.outcome?.on : undefined;
  const doneOn = tries.succeededOn ?? consentOn;
  const staleness = stalenessOf(tries.lastSuccessAt ?? consentOn, ground, confirmations);
  const done = applies !== 'no' && doneOn !== undefined && !staleness.reopened;
  return { state, done, doneOn, staleness };
}

function stateOf({ tries, start, consultation, applies }: Evidence): ItemState {
  const { open, current } = tries;
  const outcome = consultation?.outcome;
  if (outcome && isLeftToDepartments(open)) return outcome.state;
  if (open) return start.presumption ? 'accepted' : open.state;
  if (current) return current.state;
  return applies === 'yes' && start.waitsFor.length === 0 ? 'ready' : 'notStarted';
}

/** Nothing of the opinion's own application speaks before what the departments say. */
const isLeftToDepartments = (open: ApplicationRecord | undefined): boolean =>
  !open || (!isSuccess(open.state) && open.state !== 'suspended');
