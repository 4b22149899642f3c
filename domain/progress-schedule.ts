import type { MilestoneAssessment } from './assessment.ts';
import type { Definitions } from './definitions.ts';
import type { Registration } from './fact.ts';
import type { Measure } from './policy-rules.ts';
import type { Setting } from './setting.ts';
import type { Day } from './time.ts';
import { daysBetween } from './time.ts';

/** Percent of the whole that should be done by the end of a day (序时进度), in hundredths exactly. */
export type Schedule = (day: Day) => number;

/** The schedule of a project's works or investment; none where no plan gives one. */
export function scheduleOf(
  measure: Measure,
  { dossier, milestones, definitions }: Pick<Setting, 'dossier' | 'milestones' | 'definitions'>,
): Schedule | undefined {
  return measure === 'physical'
    ? worksSchedule(milestones, definitions)
    : investmentSchedule(dossier.registration?.investment);
}

/** Percent, to hundredths. */
export const rounded = (percent: number): number => Math.round(percent * 100) / 100;

// Evenly from the planned groundbreaking to the planned production.
function worksSchedule(
  milestones: readonly MilestoneAssessment[],
  { template: { phases } }: Definitions,
): Schedule | undefined {
  const dueOf = (phase: string | undefined): Day | undefined =>
    milestones.find(({ code }) => code === phase)?.due;
  const from = dueOf(phases.groundbreaking);
  const to = dueOf(phases.production);
  if (from === undefined || to === undefined || from >= to) return undefined;
  const days = daysBetween(from, to);
  return (day) => rounded((100 * Math.min(Math.max(daysBetween(from, day), 0), days)) / days);
}

// By the plan of each year, evenly over its days.
function investmentSchedule({
  total = 0,
  byYear,
}: Partial<NonNullable<Registration['investment']>> = {}): Schedule | undefined {
  if (!byYear || total <= 0) return undefined;
  const years = Object.entries(byYear);
  return (day) => {
    const due = years.reduce((sum, [year, planned]) => sum + planned * shareOf(year, day), 0);
    return rounded((100 * due) / total);
  };
}

/** How much of a year has passed by the end of a day, from 0 to 1. */
function shareOf(year: string, day: Day): number {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  if (day < first) return 0;
  return day >= last ? 1 : (daysBetween(first, day) + 1) / (daysBetween(first, last) + 1);
}
