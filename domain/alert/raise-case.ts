import type { DesiredAlert, Signal } from '../assessment.ts';
import { addWorkingDays, workingDaysBetween } from '../calendar.ts';
import type { ColourPolicy, WorkingCalendar } from '../definitions.ts';
import { definitionRef } from '../definitions.ts';
import { present } from '../present.ts';
import { dayOf, laterOf, type Day, type Instant } from '../time.ts';
import type { AlertCase, CaseRecord } from './case.ts';
import type { Ladder } from './rules.ts';
import { USUAL_PACE } from './slot.ts';
import { morningFrom, toldAt } from './told-at.ts';

/** The moment and the rules by which a case moves. */
export interface CaseMoment {
  /** Domain time. */
  now: Instant;
  policy: ColourPolicy;
  calendar: WorkingCalendar;
}

/** A signal that should have a case. */
export interface Wanted {
  alert: DesiredAlert;
  signal: Signal | undefined;
  bornBy: AlertCase['bornBy'];
}

/** A case that has moved on, with the line of its story that says so. */
export interface Move {
  one: AlertCase;
  record: CaseRecord;
}

const NO_LADDER: Ladder = { id: 'none', label: { zh: '只显示', en: 'Shown only' }, rungs: {} };

/** What a policy does about alerts of this kind. */
export function ladderOf(
  { alerting }: ColourPolicy,
  kind: Signal['kind'] | undefined,
): Pick<AlertCase, 'ladder' | 'hours'> {
  // Where nobody is told, hours are only what dates the story.
  if (!alerting) return { ladder: NO_LADDER, hours: USUAL_PACE.hours };
  const [first = NO_LADDER] = alerting.ladders;
  const named = kind === undefined ? undefined : alerting.ladderOf[kind];
  const ladder = alerting.ladders.find(({ id }) => id === named) ?? first;
  return { ladder, hours: alerting.hours };
}

/**
 * The first or the next episode of a case. What comes back within the policy's days of its closing
 * is the same alert reopened, with its count; later it is a new one under the same id.
 */
export function raise(last: AlertCase | undefined, wanted: Wanted, moment: CaseMoment): Move {
  const { alert, signal, bornBy } = wanted;
  const { now, policy } = moment;
  const { id, severity, stock } = alert;
  const { episode, plan, reopenCount } = last ?? { episode: 0, plan: 0, reopenCount: 0 };
  const isBack = last !== undefined && isSoon(last, moment);
  const ladder = ladderOf(policy, signal?.kind);
  const stockUntil = stock ? stockDay(moment) : undefined;
  const one = present({
    ...{ id, episode: episode + 1, reopenCount: reopenCount + (isBack ? 1 : 0) },
    ...{ state: 'open' as const, severity, worst: severity, bornBy, since: now, raisedAt: now },
    ...{ policy: definitionRef(policy), ...ladder, plan: plan + 1, toldPlan: plan + 1 },
    ...{ toldAt: tellingOf({ ...ladder, bornBy, stockUntil }, moment), stockUntil },
    proposed: signal?.causes ?? [],
  });
  const detail = present({ bornBy, stock: stock && 'goLive' });
  return { one, record: { kind: isBack ? 'reopened' : 'opened', severity, at: now, detail } };
}

function isSoon({ closed }: AlertCase, { now, policy, calendar }: CaseMoment): boolean {
  const within = policy.alerting?.reopenWithinWorkingDays;
  if (!closed || within === undefined) return false;
  return workingDaysBetween(calendar, dayOf(closed.at), dayOf(now)).days <= within;
}

function stockDay({ now, policy, calendar }: CaseMoment): Day {
  const days = policy.alerting?.stockWorkingDays ?? 0;
  return addWorkingDays(calendar, dayOf(now), days).day;
}

type Telling = Pick<AlertCase, 'ladder' | 'hours' | 'bornBy'> & { stockUntil?: Day | undefined };

/** When a case is told of that becomes so now: news of danger at once, stock when its days of grace are over. */
export function tellingOf(
  { ladder, hours, bornBy, stockUntil }: Telling,
  { now, calendar }: CaseMoment,
): Instant {
  // What a date brings was known before it: an announced outage wakes nobody at midnight.
  if (ladder.safety && bornBy === 'news') return now;
  const told = toldAt(calendar, hours, now);
  if (stockUntil === undefined) return told;
  return laterOf(told, morningFrom(calendar, hours, stockUntil));
}
