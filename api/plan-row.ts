import { caveatOf } from '../domain/caveat.ts';
import { worstColour } from '../domain/colour.ts';
import type {
  Assessment,
  DependencyAssessment,
  MilestoneAssessment,
} from '../domain/assessment.ts';
import { daysToDue } from '../domain/days-to-due.ts';
import { daysBetween, type Day } from '../domain/time.ts';
import type { PlanDependency, PlanMilestone } from './page-responses.ts';

/** The milestones of a plan with their four dates; those without any date or word are left out. */
export function planMilestones(assessment: Assessment, today: Day): PlanMilestone[] {
  const { milestones, colour } = assessment;
  return milestones.filter(isTold).map((one) => ({
    ...{ code: one.code, label: one.label, state: one.state, redLine: one.redLine },
    baseline: one.baseline ?? null,
    planned: one.planned ?? null,
    due: one.due ?? null,
    forecast: one.forecast ?? null,
    expected: one.expected ?? null,
    actual: one.actual ?? null,
    lateDays: lateDays(one, assessment, today),
    ...(colour === null || isDone(one) ? UNCOLOURED : colourOf(one.code, assessment)),
  }));
}

/** What a project waits for, with the names of those projects. */
export const planDependencies = (
  dependencies: readonly DependencyAssessment[],
  names: ReadonlyMap<string, string>,
): PlanDependency[] =>
  dependencies.map((one) => ({
    ...{ on: one.on, onName: names.get(one.on) ?? null, milestone: one.milestone },
    label: one.label ?? null,
    ...{ gates: one.gates, type: one.type, lagDays: one.lagDays },
    needed: one.needed ?? null,
    expected: one.expected ?? null,
    slackDays: one.slackDays ?? null,
    reached: one.reached,
  }));

type Coloured = Pick<PlanMilestone, 'colour' | 'caveat'>;

const UNCOLOURED: Coloured = { colour: null, caveat: null };

const isTold = ({ planned, actual, forecast, state }: MilestoneAssessment): boolean =>
  planned !== undefined || actual !== undefined || forecast !== undefined || state !== 'open';

const isDone = ({ state }: MilestoneAssessment): boolean =>
  state === 'reached' || state === 'notApplicable';

// Of what is overdue it is the number that its signal tells; of what is not yet, how late it is expected.
function lateDays(
  { code, due, actual, expected, state }: MilestoneAssessment,
  { signals }: Assessment,
  today: Day,
): number {
  if (due === undefined || state === 'notApplicable') return 0;
  const day = actual ?? expected ?? due;
  if (state === 'reached') return Math.max(0, daysBetween(due, day));
  const signal = signals.find(({ kind, object }) => kind === 'due' && object === code);
  const { daysLate = 0 } = daysToDue({ ...signal?.reason.days, due }, today);
  return daysLate > 0 ? daysLate : Math.max(0, daysBetween(due, day));
}

// Restricted ones may be seen by few, and are told in words where they are.
function colourOf(code: string, { signals }: Assessment): Coloured {
  const own = signals.filter(({ object, restricted }) => object === code && !restricted);
  const colour = worstColour(own.map(({ projectColour }) => projectColour));
  return { colour, caveat: caveatOf(colour, own) };
}
