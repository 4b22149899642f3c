import type { Assessment, FactRef } from '../assessment.ts';
import type { Fact, FactType } from '../fact.ts';
import { refOf } from '../fold-handler.ts';
import { safetyObject } from '../safety-signal.ts';
import type { AlertCase } from './case.ts';

/** What is known of why a signal is gone. */
export interface Clearing {
  /** The facts that prove it, without those that only took something back. */
  facts: FactRef[];
  /** One of them is the word of an authority or utility itself. */
  certified: boolean;
  /** What it rested on was wrong, and nothing else has cleared it. */
  corrected: boolean;
}

interface Known {
  before: Assessment | undefined;
  after: Assessment;
  facts: readonly Fact[];
}

/** Why the signal of a case is gone, from the facts that have come since it was raised. */
export function clearingOf(
  { id, raisedAt }: Pick<AlertCase, 'id' | 'raisedAt'>,
  { before, after, facts }: Known,
): Clearing {
  const signal = before?.signals.find((one) => one.id === id);
  const object = signal?.object ?? objectOf(id);
  const since = facts.filter(({ arrivedAt }) => arrivedAt >= raisedAt);
  const proof = proofOfMilestone(object, after) ?? proofOfItem(object, since);
  const wrong = new Set(since.flatMap(takenBack));
  const rested = signal?.facts ?? [];
  const corrected = proof.facts.length === 0 && rested.some((ref) => wrong.has(nameOf(ref)));
  return { ...proof, corrected };
}

/** `<object>/<kind>`, of later rounds of an approval with the number of the round before it. */
const objectOf = (id: string): string => /^(?:\d+\/)?([^/]+)/.exec(id)?.[1] ?? id;

function proofOfMilestone(object: string, { milestones }: Assessment) {
  const milestone = milestones.find(({ code }) => code === object);
  if (!milestone) return undefined;
  const { state, facts, evidence } = milestone;
  const reached = state === 'reached';
  return { facts: reached ? facts : [], certified: reached && evidence === 'certified' };
}

const CERTIFYING: readonly FactType[] = [
  'permit.decision.made.v1',
  'permit.certificate.issued.v1',
  'permit.acceptance.result.v1',
  'utility.application.connected.v1',
];

function proofOfItem(object: string, since: readonly Fact[]) {
  const spoken = since.filter(({ type, data }) => {
    if ('itemCode' in data) return data.itemCode === object;
    if (type === 'site.safety.cleared.v1') return safetyObject(data.safetyId) === object;
    // An outage or a reading of the meter proves no connection.
    if (!type.startsWith('utility.application.') || !('utility' in data)) return false;
    return object.replace(/^utility:/, '') === data.utility;
  });
  return {
    facts: spoken.map(refOf),
    certified: spoken.some(({ type }) => CERTIFYING.includes(type)),
  };
}

function takenBack({ type, source, data }: Fact): string[] {
  const takes = type === 'event.corrected.v1' || type === 'event.voided.v1';
  return takes && 'target' in data ? [nameOf({ source, id: data.target })] : [];
}

const nameOf = ({ source, id }: FactRef): string => `${source} ${id}`;
