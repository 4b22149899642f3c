import type { MilestoneTemplate } from './definitions.ts';
import type { Decision, Dossier, Proof } from './dossier.ts';
import type { EvidenceLevel } from './fact.ts';
import { EVIDENCE_LEVELS } from './fact.ts';
import type { Horizon } from './horizon.ts';
import type { Day, Instant } from './time.ts';
import { dayOf, earlierOf, laterOf } from './time.ts';
import type { Witness } from './witness.ts';
import { witness } from './witness.ts';

/** What proves a milestone now. */
export interface Evidence {
  level: EvidenceLevel;
  on: Day;
  proofs: Proof[];
  /** Since when it is known; a repeated report does not renew it. */
  since: Instant;
}

/** Proofs of one milestone, read by its template's rules. */
export interface MilestoneEvidence {
  /** The strongest that stands. */
  standing?: Evidence;
  /** Phases reached of a project in several phases, while some are missing. */
  phasesReached: string[];
  /** What was proof enough until it was withdrawn, without another in its place, and what a person decided on it. */
  lost?: Evidence;
  lostDecision?: Decision;
}

const rank = (level: EvidenceLevel): number => EVIDENCE_LEVELS.indexOf(level);

export const isEnough = (level: EvidenceLevel, needed: EvidenceLevel): boolean =>
  rank(level) >= rank(needed);

/** Gathers what speaks for a milestone; a proof dated later than today waits for its day. */
export function gatherEvidence(
  template: MilestoneTemplate,
  proofs: readonly Proof[],
  { decisions: all, registration }: Dossier,
  horizon: Horizon,
): MilestoneEvidence {
  const decisions = all.filter((decision) => decision.milestone === template.code);
  const phases = registration?.phases ?? [];
  const happened = proofs
    .flatMap((proof) => witness(template, proof, decisions))
    .filter(({ on }) => hasCome(on, horizon));
  const now = strongest(
    happened.filter(({ proof }) => !isWithdrawn(proof, horizon)),
    phases,
  );
  if (proves(now.standing, template)) return now;
  const { standing: before } = strongest(happened, phases);
  if (!before || !proves(before, template)) return now;
  const taken = happened.filter(
    (one) => isWithdrawn(one.proof, horizon) && isEnough(one.level, template.needs),
  );
  const last = lastWithdrawn(taken.map(({ proof }) => proof));
  const lost = { ...before, proofs: [...new Set([...before.proofs, ...last])] };
  const after = last[0]?.withdrawn?.order ?? -1;
  const lostDecision = latestDecision(decisions, 'withdrawal', after);
  return { ...now, lost, ...(lostDecision ? { lostDecision } : {}) };
}

/** Whether the evidence is there and as good as the milestone needs. */
export const proves = (evidence: Evidence | undefined, { needs }: MilestoneTemplate): boolean =>
  evidence !== undefined && isEnough(evidence.level, needs);

function hasCome(day: Day, horizon: Horizon): boolean {
  horizon.at(day);
  return day <= horizon.today;
}

// What was typed in error never happened; a revocation counts from its day.
function isWithdrawn({ withdrawn }: Proof, horizon: Horizon): boolean {
  if (!withdrawn) return false;
  return withdrawn.kind === 'voided' || hasCome(dayOf(withdrawn.on), horizon);
}

/** The last decision on a matter among those made after the given place in the story. */
export function latestDecision(
  decisions: readonly Decision[],
  about: Decision['about'],
  after: number,
): Decision | undefined {
  return decisions.findLast((decision) => decision.about === about && decision.order > after);
}

// A proof of the whole, or of every phase; whichever is the better evidence.
function strongest(
  witnesses: readonly Witness[],
  phases: readonly string[],
): Pick<MilestoneEvidence, 'standing' | 'phasesReached'> {
  if (phases.length === 0) return standingBy(best(witnesses));
  const whole = best(witnesses.filter(({ proof }) => proof.phase === undefined));
  const parts = phases.map((phase) => best(witnesses.filter(({ proof }) => proof.phase === phase)));
  const reached = parts.filter((part) => part !== undefined);
  const together =
    reached.length < phases.length
      ? undefined
      : reached.reduce<Evidence | undefined>(join, undefined);
  if (whole || together) return standingBy(better(whole, together));
  return { phasesReached: phases.filter((_, index) => parts[index] !== undefined) };
}

const standingBy = (evidence: Evidence | undefined) => ({
  ...(evidence ? { standing: evidence } : {}),
  phasesReached: [],
});

// Certified before confirmed before reported; among equals the day that was first, since a repeated proof does not move it.
function best(witnesses: readonly Witness[]): Evidence | undefined {
  return witnesses.map(evidenceOf).reduce<Evidence | undefined>(better, undefined);
}

const evidenceOf = ({ level, on, proof }: Witness): Evidence => ({
  level,
  on,
  proofs: [proof],
  since: proof.knownSince,
});

function better(a: Evidence | undefined, b: Evidence | undefined): Evidence | undefined {
  if (!a || !b) return a ?? b;
  const byLevel = rank(a.level) - rank(b.level);
  const winner = byLevel > 0 || (byLevel === 0 && a.on <= b.on) ? a : b;
  return byLevel === 0 ? { ...winner, since: earlierOf(a.since, b.since) } : winner;
}

// A milestone of several phases is reached with the last, and proved as well as the least proved.
function join(a: Evidence | undefined, b: Evidence): Evidence {
  if (!a) return b;
  return {
    level: rank(a.level) < rank(b.level) ? a.level : b.level,
    on: laterOf(a.on, b.on),
    proofs: [...a.proofs, ...b.proofs],
    since: laterOf(a.since, b.since),
  };
}

// At most one: the proof that was withdrawn last.
function lastWithdrawn(proofs: readonly Proof[]): Proof[] {
  const orderOf = ({ withdrawn }: Proof): number => withdrawn?.order ?? -1;
  return proofs.reduce<Proof[]>(
    ([last], proof) => [last && orderOf(last) >= orderOf(proof) ? last : proof],
    [],
  );
}
