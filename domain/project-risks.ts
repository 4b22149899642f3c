import { severity } from './colour.ts';
import type { Assessment, Reason, Signal } from './assessment.ts';
import { daysBetween, type Day } from './time.ts';

/** What makes a project late, and by how much. */
export interface ProjectRisk {
  /** An upstream project by its code, an authority or utility by its name, or a cause that people or facts have named. */
  kind: 'project' | 'authority' | 'cause';
  id: string;
  /** Calendar days late, where that is fixed. */
  days?: number;
  /** Else the day since which it is late. */
  since?: Day;
}

const LATE = severity('yellow');

/** What a project is yellow or red by, each blocker once for each signal that names it; what is restricted is left out. */
export function projectRisks({
  signals,
  closed,
}: Pick<Assessment, 'signals' | 'closed'>): ProjectRisk[] {
  if (closed) return [];
  return signals
    .filter(({ projectColour, restricted }) => severity(projectColour) >= LATE && !restricted)
    .flatMap((signal) => {
      const blocker = blockerOf(signal);
      const late = latenessOf(signal.reason);
      return blocker && late ? [{ ...blocker, ...late }] : [];
    });
}

function blockerOf({
  kind,
  reason: { words },
  causes,
}: Signal): Pick<ProjectRisk, 'kind' | 'id'> | undefined {
  const { root = words['on'], authority } = words;
  if (kind === 'blocked' && root !== undefined) return { kind: 'project', id: root };
  if (authority !== undefined) return { kind: 'authority', id: authority };
  const [cause] = causes ?? [];
  return cause && { kind: 'cause', id: cause };
}

function latenessOf({ days }: Reason): Pick<ProjectRisk, 'days' | 'since'> | undefined {
  const { needed, expected, due, forecast, since } = days;
  if (needed !== undefined && expected !== undefined) return { days: late(needed, expected) };
  if (due !== undefined && forecast !== undefined) return { days: late(due, forecast) };
  const from = due ?? since;
  return from === undefined ? undefined : { since: from };
}

const late = (due: Day, day: Day): number => Math.max(0, daysBetween(due, day));
