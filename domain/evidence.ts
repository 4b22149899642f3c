import type { MilestoneTemplate } from './definitions.ts';
import type { Decision, Dossier, Proof } from './dossier.ts';
import type { EvidenceLevel } from './fact.ts';
import { EVIDENCE_LEVELS } from './fact.ts';
import type { Horizon } from './horizon.ts';
import type { Day } from './time.ts';

/** What proves a milestone now. */
export interface Evidence {
  level: EvidenceLevel;
  on: Day;
  proofs: Proof[];
}

/** Proofs of one milestone, read by its template's rules. */
export interface MilestoneEvidence {
  /** The strongest that stands. */
  standing?: Evidence;
  /** Phases reached of a project in several phases, while some are missing. */
  phasesReached: string[];
  /** Proofs withdrawn without another in their place, and what a person decided on it. */
  withdrawn: Proof[];
  withdrawalDecision?: Decision;
}

/** A proof as one milestone sees it. */
interface Witness {
  proof: Proof;
  level: EvidenceLevel;
  on: Day;
}

const rank = (level: EvidenceLevel): number => EVIDENCE_LEVELS.indexOf(level);

export const isEnough = (level: EvidenceLevel, needed: EvidenceLevel): boolean =>
  rank(level) >= rank(needed);

/** Gathers what the dossier holds on a milestone; a proof dated later than today waits for its day. */
export function gatherEvidence(
  template: MilestoneTemplate,
  dossier: Dossier,
  horizon: Horizon,
): MilestoneEvidence {
  const decisions = dossier.decisions.filter((decision) => decision.milestone === template.code);
  const all = dossier.proofs.flatMap((proof) => witness(template, proof, decisions));
  for (const { on } of all) horizon.at(on);
  const happened = all.filter(({ on }) => on <= horizon.today);
  const standing = happened.filter(({ proof }) => !proof.withdrawn);
  const withdrawn = happened
    .filter(({ proof, level }) => proof.withdrawn && isEnough(level, template.needs))
    .map(({ proof }) => proof);

  const { evidence, phasesReached } = strongest(standing, dossier.registration?.phases ?? []);
  const decision = latestDecision(decisions, 'withdrawal', lastWithdrawal(withdrawn));
  return {
    ...(evidence ? { standing: evidence } : {}),
    phasesReached,
    withdrawn: evidence ? [] : withdrawn,
    ...(decision ? { withdrawalDecision: decision } : {}),
  };
}

/** The last decision on a matter among those made after the given place in the story. */
export function latestDecision(
  decisions: readonly Decision[],
  about: Decision['about'],
  after: number,
): Decision | undefined {
  return decisions.findLast((decision) => decision.about === about && decision.order > after);
}

function witness(
  template: MilestoneTemplate,
  proof: Proof,
  decisions: readonly Decision[],
): Witness[] {
  const seen = proof.milestone === undefined ? byRule(template, proof) : byName(template, proof);
  if (!seen) return [];
  const decided = latestDecision(decisions, 'milestone', proof.order);
  if (decided?.decision === 'return' && seen.level === 'reported') return [];
  const confirmed = decided?.decision === 'accept' && seen.level === 'reported';
  return [{ proof, on: seen.on, level: confirmed ? 'confirmed' : seen.level }];
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

function strongest(
  witnesses: readonly Witness[],
  phases: readonly string[],
): { evidence?: Evidence; phasesReached: string[] } {
  const whole = best(witnesses.filter(({ proof }) => proof.phase === undefined));
  if (whole || phases.length === 0) {
    const evidence = whole ?? best(witnesses);
    return evidence ? { evidence, phasesReached: [] } : { phasesReached: [] };
  }
  const parts = phases.map((phase) => best(witnesses.filter(({ proof }) => proof.phase === phase)));
  const reached = parts.filter((part) => part !== undefined);
  if (reached.length < phases.length) {
    return { phasesReached: phases.filter((_, index) => parts[index] !== undefined) };
  }
  return { evidence: reached.reduce(lastAndWeakest), phasesReached: [] };
}

// Certified before confirmed before reported; among equals the day that was first, since a repeated proof does not move it.
function best(witnesses: readonly Witness[]): Evidence | undefined {
  const [first] = [...witnesses].sort(
    (a, b) => rank(b.level) - rank(a.level) || (a.on < b.on ? -1 : Number(a.on > b.on)),
  );
  return first && { level: first.level, on: first.on, proofs: [first.proof] };
}

// A milestone of several phases is reached with the last, and proved as well as the least proved.
function lastAndWeakest(a: Evidence, b: Evidence): Evidence {
  return {
    level: rank(a.level) < rank(b.level) ? a.level : b.level,
    on: a.on > b.on ? a.on : b.on,
    proofs: [...a.proofs, ...b.proofs],
  };
}

function lastWithdrawal(withdrawn: readonly Proof[]): number {
  return Math.max(-1, ...withdrawn.map((proof) => proof.withdrawn?.order ?? -1));
}
