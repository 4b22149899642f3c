import type { Assessment, MilestoneAssessment } from './assessment.ts';
import type { Day } from './time.ts';

/** A milestone that has still to come, with its day. */
export type OpenMilestone = MilestoneAssessment & { due: Day };

/** What of a plan is still to come, the earliest due first; nothing once the project is closed. */
export function openMilestones({
  milestones,
  closed,
}: Pick<Assessment, 'milestones' | 'closed'>): OpenMilestone[] {
  if (closed) return [];
  return milestones.filter(isOpen).sort((a, b) => (a.due < b.due ? -1 : Number(a.due > b.due)));
}

const isOpen = (one: MilestoneAssessment): one is OpenMilestone =>
  one.due !== undefined && (one.state === 'open' || one.state === 'reported');
