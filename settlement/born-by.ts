import type { AlertCase, Severity } from '../domain/alert/case.ts';
import type { Assessment } from '../domain/assessment.ts';
import type { Core } from '../domain/core.ts';
import { COLOURS } from '../domain/definitions.ts';
import type { ProjectHearing, ProjectSession } from './project-kind.ts';
import { assessStanding, foldStanding } from './rules.ts';
import { isOneOf } from './story.ts';

/**
 * Tells of an alert that is raised or got worse whether a date has brought it: what came in with this
 * settle is left out, and time alone makes it as bad. Worked out once, and only when somebody asks.
 */
export function bornByOf(
  core: Core,
  session: ProjectSession,
  hearing: ProjectHearing,
): (signal: string) => AlertCase['bornBy'] {
  const { taken, ruling, after } = hearing;
  // Nothing came in: time has done it, or other rules, and neither is a reason to disturb anybody.
  if (taken.length + ruling.accepted.length === 0) return () => 'date';
  const severities = (assessment: Assessment | undefined) =>
    new Map(
      assessment && core.desired(assessment).alerts.map(({ id, severity }) => [id, severity]),
    );
  const now = severities(after);
  let byTime: ReadonlyMap<string, Severity> | undefined;
  return (signal) => {
    byTime ??= severities(withoutNews(session, hearing));
    return rank(byTime.get(signal)) >= rank(now.get(signal)) ? 'date' : 'news';
  };
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

const rank = (severity: Severity | undefined): number =>
  severity === undefined ? -1 : COLOURS.indexOf(severity);
