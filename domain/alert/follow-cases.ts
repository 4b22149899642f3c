import type { Assessment, DesiredAlert } from '../assessment.ts';
import type { ColourPolicy, WorkingCalendar } from '../definitions.ts';
import type { Fact } from '../fact.ts';
import type { Instant } from '../time.ts';
import { applyAct } from './apply-act.ts';
import type { AlertCase, CaseRecord } from './case.ts';
import type { CaseCommand } from './fact.ts';
import { signalOf } from './fold-commands.ts';

/** What one settle of a project knows that may move its alerts. */
export interface CaseNews {
  /** As the settle before has left them, closed ones too. */
  cases: readonly AlertCase[];
  /** The accepted commands about alerts that are taken now. */
  acts: readonly CaseCommand[];
  before: Assessment | undefined;
  after: Assessment;
  /** What `after` desires. */
  desired: readonly DesiredAlert[];
  /** All facts of the project, for what has cleared an alert. */
  facts: readonly Fact[];
  /** Domain time. */
  now: Instant;
  policy: ColourPolicy;
  calendar: WorkingCalendar;
  /** Whether time alone made this signal worse, or news; asked only of what is raised or got worse. */
  bornBy: (signal: string) => AlertCase['bornBy'];
  /** A recheck: open alerts go on by today's ladder and hours. */
  rechecks?: boolean;
}

/** What became of a project's alerts. */
export interface Followed {
  /** All of them, in the order of their ids. */
  cases: AlertCase[];
  /** New lines of their stories, of each alert in order; `id` is the case's. */
  records: { id: string; record: CaseRecord }[];
  /** Ids of those that are other than before. */
  changed: string[];
}

/**
 * Carries a project's alerts on: first what people did, then what the assessment says. With nothing
 * new it changes nothing.
 */
export function followCases({ cases, acts, after, desired, now, ...news }: CaseNews): Followed {
  const known = new Map(cases.map((one) => [one.id, one]));
  for (const act of acts) {
    const one = known.get(signalOf(act.data.alertId));
    if (one) known.set(one.id, applyAct(one, act));
  }
  const records: Followed['records'] = [];
  for (const { id, severity } of desired) {
    if (known.has(id)) continue;
    const [ladder] = news.policy.alerting?.ladders ?? [];
    const { hours } = news.policy.alerting ?? {};
    known.set(id, {
      ...{ id, episode: 1, reopenCount: 0, state: 'open', severity, worst: severity },
      ...{ bornBy: news.bornBy(id), since: now, raisedAt: now, toldAt: now, policy: after.policy },
      ladder: ladder ?? { id: 'none', label: { zh: '不提醒', en: 'None' }, rungs: {} },
      hours: hours ?? { morning: '08:30', quietFrom: '20:00' },
      ...{ plan: 1, toldPlan: 1, proposed: [] },
    });
    records.push({ id, record: { kind: 'opened', severity, at: now } });
  }
  const all = [...known.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const was = new Map(cases.map((one) => [one.id, one]));
  return {
    cases: all,
    records,
    changed: all.flatMap((one) => (was.get(one.id) === one ? [] : [one.id])),
  };
}
