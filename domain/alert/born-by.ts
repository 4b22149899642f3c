import type { Assessment } from '../assessment.ts';
import { severity } from '../colour.ts';
import type { Core } from '../core.ts';
import type { AlertCase, Severity } from './case.ts';

/**
 * Tells of an alert that is raised or got worse whether a date has brought it: without what came in
 * time alone makes it as bad. `withoutNews`, nothing where there was nothing before, is worked out
 * once, and only when somebody asks.
 */
export function bornBy(
  core: Pick<Core, 'desired'>,
  after: Assessment | undefined,
  withoutNews: () => Assessment | undefined,
): (signal: string) => AlertCase['bornBy'] {
  const severities = (assessment: Assessment | undefined) =>
    new Map(assessment && core.desired(assessment).alerts.map((one) => [one.id, one.severity]));
  const now = severities(after);
  let byTime: ReadonlyMap<string, Severity> | undefined;
  return (signal) => {
    byTime ??= severities(withoutNews());
    return rank(byTime.get(signal)) >= rank(now.get(signal)) ? 'date' : 'news';
  };
}

const rank = (one: Severity | undefined): number => (one === undefined ? -1 : severity(one));
