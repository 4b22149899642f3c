import type { BenchmarkAssessment, MilestoneAssessment } from './assessment.ts';
import type { LifecycleTemplate, Offset } from './definitions.ts';
import { present } from './present.ts';
import type { Day } from './time.ts';
import { addDays, addMonths, daysBetween } from './time.ts';

/** The template's speed standards, counted from the day on which their anchor was reached, else is planned. */
export function assessBenchmarks(
  { benchmarks }: LifecycleTemplate,
  milestones: readonly MilestoneAssessment[],
): BenchmarkAssessment[] {
  const find = (code: string) => milestones.find((milestone) => milestone.code === code);
  return benchmarks.flatMap(({ id, label, to, within }) => {
    const anchor = find(within.from);
    const from = anchor?.actual ?? anchor?.planned;
    const target = find(to);
    if (from === undefined || !target) return [];
    const due = after(from, within);
    const actual = target.state === 'reached' ? target.actual : undefined;
    const reached = actual !== undefined;
    return [
      present({
        id,
        label,
        from,
        due,
        limitDays: daysBetween(from, due),
        actual,
        tookDays: reached ? daysBetween(from, actual) : undefined,
        met: reached ? actual <= due : undefined,
      }),
    ];
  });
}

/** The day at that offset: months keep the day number, days count from there. */
export function after(from: Day, { months = 0, days = 0 }: Offset): Day {
  return addDays(addMonths(from, months), days);
}
