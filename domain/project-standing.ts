import type { ProjectStanding } from './approval/fact.ts';
import { roundsSince } from './approval-rounds.ts';
import type { Assessment, MilestoneAssessment, MilestoneState } from './assessment.ts';
import type { Dossier } from './dossier.ts';
import { present } from './present.ts';

// What is not needed is no more waited for than what has come.
const REACHED: readonly MilestoneState[] = ['reached', 'withdrawn', 'notApplicable'];

/** What the approvals of a project are told of it: whole, the same for the same assessment. */
export function projectStanding(assessment: Assessment, dossier: Dossier): ProjectStanding {
  const { name, status, closed, people, milestones } = assessment;
  const { registration } = dossier;
  const rounds = roundsSince(assessment, dossier);
  return {
    name,
    status,
    closed,
    manager: people.manager ?? null,
    ...(registration?.policy !== undefined && { policy: registration.policy }),
    traits: registration?.traits ?? {},
    milestones: Object.fromEntries(milestones.map((one) => [one.code, standingOf(one)])),
    ...(rounds && { rounds }),
  };
}

/** `planned` is moved by pauses, as the colours of the project count it. */
function standingOf({ state, planned, due, redLine, actual }: MilestoneAssessment) {
  return present({
    planned: due ?? planned,
    redLine: redLine ? (true as const) : undefined,
    reached: REACHED.includes(state) ? (actual ?? null) : undefined,
  });
}
