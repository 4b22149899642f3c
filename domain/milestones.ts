import type { MilestoneAssessment, MilestoneState } from './assessment.ts';
import { approvalGates, stoppedBy, whenOpenOf } from './approval-gates.ts';
import type {
  ColourPolicy,
  Definitions,
  LifecycleTemplate,
  MilestoneTemplate,
} from './definitions.ts';
import type { Dossier } from './dossier.ts';
import type { Evidence, MilestoneEvidence } from './evidence.ts';
import { gatherEvidence, latestDecision, proves } from './evidence.ts';
import { fullOutputProofs } from './full-output.ts';
import type { Role } from './fact.ts';
import type { Horizon } from './horizon.ts';
import { present } from './present.ts';
import { movedByPauses } from './pauses.ts';
import type { Day } from './time.ts';
import { dayOf, daysBetween } from './time.ts';

/** What is known of each milestone before its gates are looked at. */
interface Draft {
  template: MilestoneTemplate;
  evidence: MilestoneEvidence;
  state: MilestoneState;
}

/** The milestones of the plan and those that happened beside it, in the template's order. */
export function assessMilestones(
  dossier: Dossier,
  definitions: Definitions,
  horizon: Horizon,
): MilestoneAssessment[] {
  const { template, policy } = definitions;
  const drafts = template.milestones.map((milestone) =>
    draft(milestone, template, dossier, horizon),
  );
  implyEarlier(drafts);
  holdAtGates(drafts, definitions, dossier);
  return drafts
    .filter(({ template: { code }, state }) => code in dossier.plans || state !== 'open')
    .map((one) => {
      const {
        state,
        template: { code, label, needs },
      } = one;
      return present({
        code,
        label,
        redLine: dossier.plans[code]?.redLine ?? false,
        state,
        needs,
        ...dates(code, dossier),
        ...proved(one),
        notApplicableBecause:
          state === 'notApplicable' ? dossier.notApplicable[code]?.reason : undefined,
        planChange: openChange(code, dossier, policy),
      });
    });
}

/** The gates of a milestone that are still open: known to this project and neither reached nor not applicable. */
export function openGates(
  gates: readonly string[],
  milestones: readonly { code: string; state: MilestoneState }[],
): string[] {
  const open: MilestoneState[] = ['open', 'reported'];
  return gates.filter((gate) =>
    milestones.some(({ code, state }) => code === gate && open.includes(state)),
  );
}

function draft(
  milestone: MilestoneTemplate,
  template: LifecycleTemplate,
  dossier: Dossier,
  horizon: Horizon,
): Draft {
  const derived =
    template.fullOutput?.milestone === milestone.code
      ? fullOutputProofs(template.fullOutput, dossier)
      : [];
  const proofs = derived.length > 0 ? [...dossier.proofs, ...derived] : dossier.proofs;
  const evidence = gatherEvidence(milestone, proofs, dossier, horizon);
  return { template: milestone, evidence, state: stateOf(milestone, evidence, dossier) };
}

function stateOf(
  milestone: MilestoneTemplate,
  { standing, lost, lostDecision }: MilestoneEvidence,
  dossier: Dossier,
): MilestoneState {
  if (proves(standing, milestone)) return 'reached';
  if (milestone.code in dossier.notApplicable) return 'notApplicable';
  // `accept` lets the stage go back, `return` keeps the milestone in spite of the withdrawal.
  if (lost && !lostDecision) return 'withdrawn';
  if (lost && lostDecision?.decision === 'return') return 'reached';
  return standing ? 'reported' : 'open';
}

// Works were completed, whoever forgot to say so, once they have been accepted.
function implyEarlier(drafts: Draft[]): void {
  for (const one of drafts) {
    const later = drafts.find(({ template }) => template.code === one.template.impliedBy);
    if (one.state === 'reached' || one.state === 'notApplicable') continue;
    if (later?.state !== 'reached' || !later.evidence.standing) continue;
    one.state = 'reached';
    one.evidence = { standing: later.evidence.standing, phasesReached: [] };
  }
}

/** Stops works that began without it. */
interface Lock {
  milestone: string;
  stops: (begun: Day) => boolean;
  wasNeverThere: () => boolean;
}

function holdAtGates(drafts: Draft[], definitions: Definitions, dossier: Dossier): void {
  for (const { milestone, stops, wasNeverThere } of locksOf(drafts, definitions, dossier)) {
    const held = begunAmong(drafts, milestone);
    if (!held || !stops(held.on) || isAccepted(held.draft, dossier)) continue;
    const { draft: one } = held;
    // Works that never counted, their permit never having been there, leave nothing when withdrawn.
    if (one.state === 'withdrawn' && wasNeverThere()) one.state = 'open';
    if (one.state === 'reached') one.state = 'withoutPermit';
  }
}

function begunAmong(drafts: readonly Draft[], milestone: string) {
  const found = drafts.find(({ template }) => template.code === milestone);
  const on = found && countedOf(found)?.on;
  return found && on !== undefined ? { draft: found, on } : undefined;
}

function locksOf(drafts: readonly Draft[], definitions: Definitions, dossier: Dossier): Lock[] {
  const { template } = definitions;
  const states = drafts
    .filter(({ template: { code }, state }) => code in dossier.plans || state !== 'open')
    .map(({ template: { code }, state }) => ({ code, state }));
  const own = template.gates.map(({ milestone, hard }): Lock => {
    const open = openGates(hard, states);
    return {
      milestone,
      stops: () => open.length > 0,
      wasNeverThere: () => open.some((gate) => wasNever(gate, drafts)),
    };
  });
  const ofApprovals = approvalGates(dossier, definitions, states).map((gate): Lock => {
    const { milestone } = gate;
    // What stops works now was not there at any time since.
    return {
      milestone,
      stops: (begun) => stoppedBy(gate, begun).length > 0,
      wasNeverThere: () => true,
    };
  });
  return [...own, ...ofApprovals].filter(
    ({ milestone }) => whenOpenOf(template, milestone) === 'compliance',
  );
}

function wasNever(gate: string, drafts: readonly Draft[]): boolean {
  const one = drafts.find(({ template }) => template.code === gate);
  return !one?.evidence.standing && !one?.evidence.lost;
}

function isAccepted(held: Draft, dossier: Dossier): boolean {
  const proofs = countedOf(held)?.proofs ?? [];
  const begun = proofs.reduce((last, { order }) => Math.max(last, order), -1);
  const own = dossier.decisions.filter(({ milestone }) => milestone === held.template.code);
  return latestDecision(own, 'worksWithoutPermit', begun)?.decision === 'accept';
}

// The evidence whose day the milestone has: what was lost while that still counts, else what stands.
function countedOf({ state, evidence: { standing, lost } }: Draft): Evidence | undefined {
  if (state === 'open' || state === 'notApplicable') return undefined;
  return state === 'reported' ? standing : (lost ?? standing);
}

function dates(code: string, dossier: Dossier) {
  const plan = dossier.plans[code];
  return {
    baseline: plan?.baseline,
    planned: plan?.planned,
    due: plan && movedByPauses(plan.planned, plan.setOn, dossier.pauses),
    forecast: dossier.forecasts[code]?.date,
  };
}

function proved(draft: Draft) {
  const { standing, lost, phasesReached } = draft.evidence;
  const counted = countedOf(draft);
  const proofs = [standing, lost].flatMap((evidence) => evidence?.proofs ?? []);
  return {
    facts: proofs.flatMap(({ ref, withdrawn: taken }) => (taken ? [ref, taken.ref] : [ref])),
    actual: counted?.on,
    evidence: standing?.level,
    reportedOn: draft.state === 'reported' && counted ? dayOf(counted.since) : undefined,
    phasesReached: phasesReached.length > 0 ? phasesReached : undefined,
  };
}

function openChange(code: string, dossier: Dossier, policy: ColourPolicy) {
  const change = dossier.changes.find(({ milestone }) => milestone === code);
  if (!change) return undefined;
  const { changeId, to, by } = change;
  return { changeId, to, approver: approverOf(code, to, dossier, policy), requestedBy: by };
}

/** The role that approves such a move: by its size in calendar days, higher for a red-line milestone. */
export function approverOf(
  code: string,
  to: string,
  dossier: Dossier,
  { planChange }: ColourPolicy,
): Role {
  const plan = dossier.plans[code];
  if (!plan || plan.redLine) return planChange.redLine;
  const shift = Math.abs(daysBetween(plan.planned, to));
  const level = planChange.levels.find(
    ({ upToDays }) => upToDays === undefined || shift <= upToDays,
  );
  return level?.role ?? planChange.redLine;
}
