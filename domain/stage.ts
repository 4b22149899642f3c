import type { MilestoneAssessment, MilestoneState, Status } from './assessment.ts';
import type { LifecycleTemplate, Phase } from './definitions.ts';
import { PHASES } from './definitions.ts';
import type { Dossier } from './dossier.ts';
import type { Horizon } from './horizon.ts';
import { isPaused } from './pauses.ts';

/** Where a project stands, derived from its milestones: they finish out of order in reality. */
export interface Standing {
  stage: string;
  phase: Phase | 'lead';
}

// A withdrawn milestone keeps its stage until a person decides.
const COUNTS: readonly MilestoneState[] = ['reached', 'withdrawn'];
const DONE: readonly MilestoneState[] = ['reached', 'notApplicable'];

/** The furthest milestone that counts, in the template's order, and the phase that it lies in. */
export function standingOf(
  { phases }: LifecycleTemplate,
  milestones: readonly MilestoneAssessment[],
): Standing {
  const counting = milestones.filter(({ state }) => COUNTS.includes(state)).map(({ code }) => code);
  const phase = PHASES.findLast((one) => {
    const opens = phases[one];
    return opens !== undefined && counting.includes(opens);
  });
  return { stage: counting.at(-1) ?? 'negotiation', phase: phase ?? 'lead' };
}

export function statusOf(
  dossier: Dossier,
  template: LifecycleTemplate,
  milestones: readonly MilestoneAssessment[],
  horizon: Horizon,
  closed: boolean,
): Status {
  const paused = isPaused(dossier.pauses, horizon);
  if (dossier.terminated) return 'terminated';
  if (closed || isComplete(dossier, milestones)) return 'completed';
  if (paused) return 'paused';
  const waits = dossier.registration?.pipeline === true && !isSigned(template, milestones);
  return waits ? 'pipeline' : 'active';
}

// Every milestone of the plan is done; a reopened project closes again only after some progress.
function isComplete(dossier: Dossier, milestones: readonly MilestoneAssessment[]): boolean {
  const reopened = dossier.reopenedAt ?? -1;
  return (
    dossier.progressedAt > reopened &&
    milestones.length > 0 &&
    milestones.every(({ state }) => DONE.includes(state))
  );
}

// A pipeline project becomes an ordinary one with its signature.
function isSigned(
  { phases }: LifecycleTemplate,
  milestones: readonly MilestoneAssessment[],
): boolean {
  return milestones.some(({ code, state }) => code === phases.signing && COUNTS.includes(state));
}
