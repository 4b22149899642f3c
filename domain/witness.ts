import type { MilestoneTemplate } from './definitions.ts';
import type { Decision, Proof } from './dossier.ts';
import type { EvidenceLevel } from './fact.ts';
import type { Day } from './time.ts';

/** A proof as one milestone sees it. */
export interface Witness {
  proof: Proof;
  level: EvidenceLevel;
  on: Day;
}

/** What a proof says of a milestone, after what people decided on it; nothing, or one. */
export function witness(
  template: MilestoneTemplate,
  proof: Proof,
  decisions: readonly Decision[],
): Witness[] {
  const seen = proof.milestone === undefined ? byRule(template, proof) : byName(template, proof);
  if (!seen) return [];
  // Works that a leader has returned never count, not even once their permit is there.
  if (firstDecision(decisions, 'worksWithoutPermit', proof.order) === 'return') return [];
  if (seen.level !== 'reported') return [{ proof, ...seen }];
  const decision = firstDecision(decisions, 'milestone', proof.order);
  if (decision === 'return') return [];
  return [{ proof, on: seen.on, level: decision === 'accept' ? 'confirmed' : 'reported' }];
}

// A decision is on what waits for one, so the first settles it: a returned report stays returned when the next is accepted.
function firstDecision(
  decisions: readonly Decision[],
  about: Decision['about'],
  after: number,
): Decision['decision'] | undefined {
  return decisions.find((decision) => decision.about === about && decision.order > after)?.decision;
}

function byName(template: MilestoneTemplate, proof: Proof) {
  if (proof.milestone !== template.code) return undefined;
  return { level: proof.level ?? 'reported', on: proof.on };
}

function byRule(template: MilestoneTemplate, proof: Proof) {
  const rule = template.reachedBy.find(
    ({ event, where = {} }) =>
      event === proof.type &&
      Object.entries(where).every(([field, value]) => proof.data[field] === value),
  );
  if (!rule) return undefined;
  const day = rule.on === undefined ? undefined : proof.data[rule.on];
  return { level: rule.level, on: typeof day === 'string' ? day : proof.on };
}
