import type { DependencyAssessment, MilestoneAssessment } from './assessment.ts';
import type { Dossier } from './dossier.ts';
import type { Dependency } from './fact.ts';
import { present } from './present.ts';
import type { Day } from './time.ts';
import { addDays, daysBetween, laterOf } from './time.ts';

/** The edges to projects that this one waits for, with the days in hand on each. */
export function assessDependencies(
  dossier: Dossier,
  milestones: readonly MilestoneAssessment[],
): DependencyAssessment[] {
  return (dossier.registration?.dependencies ?? []).map((edge) => {
    const upstream = dossier.upstream[`${edge.on}/${edge.milestone}`];
    const due = milestones.find(({ code }) => code === edge.gates)?.due;
    const needed = due === undefined ? undefined : addDays(due, -edge.lagDays);
    return present({
      ...edge,
      label: upstream?.label,
      needed,
      expected: upstream?.expected,
      slackDays:
        upstream && needed !== undefined ? daysBetween(upstream.expected, needed) : undefined,
      reached: upstream?.reached === true,
      planConflict: isPlanConflict(edge, dossier),
      chain: [...(upstream?.chain ?? []), edge.on],
    });
  });
}

/**
 * The day on which each milestone can be expected: its own forecast or due day, or the day of the
 * hard dependency that blocks it or of what its approval still needs, whichever is later. A conflict
 * inside the plan moves nothing.
 */
export function expectDates(
  milestones: readonly MilestoneAssessment[],
  dependencies: readonly DependencyAssessment[],
  byApprovals: Record<string, Day>,
): MilestoneAssessment[] {
  return milestones.map((milestone) => {
    const { actual, forecast, due, code } = milestone;
    const planned = actual ?? forecast ?? due;
    if (planned === undefined) return milestone;
    const own = actual ?? laterOf(planned, byApprovals[code] ?? planned);
    const blocker = actual === undefined ? latestBlocker(code, dependencies) : undefined;
    if (!blocker || blocker.allows <= own) return { ...milestone, expected: own };
    return { ...milestone, expected: blocker.allows, chain: blocker.chain };
  });
}

/**
 * Whether the edge is a conflict inside the plans: planned after its use from the first day on, and
 * neither date planned anew since. `planned` asks of another plan of what it gates.
 */
export function isPlanConflict(
  { on, milestone, gates, lagDays }: Dependency,
  { upstream, plans }: Dossier,
  planned = plans[gates]?.planned,
): boolean {
  const above = upstream[`${on}/${milestone}`];
  const baseline = plans[gates]?.baseline;
  if (!above || baseline === undefined) return false;
  const unchanged = above.planned === above.firstPlanned && planned === baseline;
  return unchanged && above.firstPlanned > addDays(baseline, -lagDays);
}

function latestBlocker(code: string, dependencies: readonly DependencyAssessment[]) {
  return dependencies
    .filter(({ gates, type, planConflict }) => gates === code && type === 'blocks' && !planConflict)
    .flatMap(({ expected, lagDays, chain }) =>
      expected === undefined ? [] : [{ allows: addDays(expected, lagDays), chain }],
    )
    .reduce<{ allows: Day; chain: string[] } | undefined>(
      (latest, one) => (latest && latest.allows >= one.allows ? latest : one),
      undefined,
    );
}
