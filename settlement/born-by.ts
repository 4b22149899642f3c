import { bornBy } from '../domain/alert/born-by.ts';
import type { AlertCase } from '../domain/alert/case.ts';
import type { Assessment } from '../domain/assessment.ts';
import type { Core } from '../domain/core.ts';
import type { ProjectHearing, ProjectSession } from './project-kind.ts';
import { assessStanding, foldStanding } from './rules.ts';
import { isOneOf } from './story.ts';

/** Tells of an alert whether a date has brought it, or what came in with this settle. */
export function bornByOf(
  core: Core,
  session: ProjectSession,
  hearing: ProjectHearing,
): (signal: string) => AlertCase['bornBy'] {
  const { taken, ruling, after } = hearing;
  // Nothing came in: time has done it, or other rules, and neither is a reason to disturb anybody.
  if (taken.length + ruling.accepted.length === 0) return () => 'date';
  return bornBy(core, after, () => withoutNews(session, hearing));
}

/** What would hold now had nothing come in; nothing where there was nothing before it. */
function withoutNews(
  { rules, now }: ProjectSession,
  { found, taken, ruling, ruled }: ProjectHearing,
): Assessment | undefined {
  if (ruled) return ruled;
  const isNews = isOneOf([...taken, ...ruling.accepted]);
  const earlier = ruling.standing.facts.filter((fact) => !isNews(fact));
  const standing = foldStanding(rules, earlier, found.row.closed);
  if (!standing.dossier || !rules.isBegun(standing.dossier)) return undefined;
  return assessStanding(rules, standing, now);
}
