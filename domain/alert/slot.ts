import type { WorkingCalendar } from '../definitions.ts';
import { momentOn } from '../office-hours.ts';
import type { Instant } from '../time.ts';
import { addDays, dayOf, earlierOf, fromMillis, startOf, toMillis } from '../time.ts';
import type { AlertStep } from './case.ts';
import type { NoticeKind } from './message.ts';
import type { AlertRules, TimeOfDay } from './rules.ts';
import { toldAt } from './told-at.ts';

/** How often a person may be disturbed, and when. */
export type Pace = Pick<AlertRules, 'hours' | 'pushesPerDay' | 'gatherSeconds' | 'linkHours'>;

/** Where the park's policy says nothing: what the default policy says. */
export const USUAL_PACE: Pace = {
  hours: { morning: '08:30', quietFrom: '20:00' },
  pushesPerDay: 3,
  gatherSeconds: 20,
  linkHours: 72,
};

/** From `from` on until before `to`, the next day where that is the earlier of both. */
export interface QuietHours {
  from: TimeOfDay;
  to: TimeOfDay;
}

/** A notice that no message carries yet. */
export interface WaitingNotice {
  id: number;
  kind: NoticeKind;
  how: AlertStep['how'];
  /** When it is due, was added, or may be told again after it was held: the latest of these. */
  readyAt: Instant;
}

/** What decides about a slot; all times are domain time. */
export interface SlotView {
  now: Instant;
  calendar: WorkingCalendar;
  pace: Pace;
  /** The person's own. */
  quiet?: QuietHours;
  /** Messages outside safety that the person got today. */
  pushedToday: number;
  /** An earlier message of the person is not handed over yet: what comes meanwhile is merged into the next. */
  isBusy: boolean;
}

/** What becomes of a person's waiting notices now. */
export interface SlotPlan {
  /** Of a message at once, at any hour. */
  safety: number[];
  /** Of the one message of this slot. */
  push: number[];
  /** In the inbox only, until then. */
  hold?: { ids: number[]; until: Instant };
  /** When to look again; without it, only when something new comes. */
  nextAt?: Instant;
}

/**
 * Makes one message of all that is ready: not at night, on days off or over the day's budget, which
 * holds it until the next morning, and only once nothing more has come for a moment. Danger waits
 * for nothing. What is for a digest goes with the next one.
 */
export function planSlot(waiting: readonly WaitingNotice[], view: SlotView): SlotPlan {
  const { now } = view;
  const safety = ready(waiting, 'safety', now).map(({ id }) => id);
  const pushes = ready(waiting, 'push', now);
  const later = waiting.filter(({ how, readyAt }) => how !== 'digest' && readyAt > now);
  const plan: SlotPlan = { safety, push: [], ...next(later.map(({ readyAt }) => readyAt)) };
  if (pushes.length === 0 || view.isBusy) return plan;

  const until = mayPushAt(view);
  if (until > now) {
    const ids = pushes.map(({ id }) => id);
    return { ...plan, hold: { ids, until }, nextAt: earlierOf(plan.nextAt ?? until, until) };
  }
  const gathered = gatheredAt(pushes, view.pace);
  if (gathered > now) return { ...plan, nextAt: earlierOf(plan.nextAt ?? gathered, gathered) };
  const isDigest = pushes.some(({ kind }) => kind === 'daily' || kind === 'weekly');
  const along = isDigest ? ready(waiting, 'digest', now) : [];
  return { ...plan, push: [...pushes, ...along].map(({ id }) => id) };
}

const ready = (waiting: readonly WaitingNotice[], how: AlertStep['how'], now: Instant) =>
  waiting.filter((notice) => notice.how === how && notice.readyAt <= now);

const next = (times: readonly Instant[]): Pick<SlotPlan, 'nextAt'> => {
  const [first, ...rest] = times;
  return first === undefined ? {} : { nextAt: rest.reduce(earlierOf, first) };
};

// From the first on, so that a stream of news can't put off a message for ever.
function gatheredAt(pushes: readonly WaitingNotice[], { gatherSeconds }: Pace): Instant {
  const first = Math.min(...pushes.map(({ readyAt }) => toMillis(readyAt)));
  return fromMillis(first + gatherSeconds * 1000);
}

/** Now, or the next moment at which the person may be disturbed and has something left of the budget. */
function mayPushAt({ now, calendar, pace, quiet, pushedToday }: SlotView): Instant {
  const isSpent = pushedToday >= pace.pushesPerDay;
  const from = isSpent ? startOf(addDays(dayOf(now), 1)) : now;
  return nextAwake(from, { calendar, hours: pace.hours, ...(quiet && { quiet }) });
}

// Quiet hours that leave nothing of the day are no wish that can be kept.
const MOST_DAYS_OFF = 3;

/** That moment, or the next on a working day between morning and evening, outside the person's own quiet hours. */
export function nextAwake(
  from: Instant,
  {
    calendar,
    hours,
    quiet,
  }: { calendar: WorkingCalendar; hours: AlertRules['hours']; quiet?: QuietHours },
): Instant {
  const first = toldAt(calendar, hours, from);
  if (!quiet) return first;
  let at = first;
  for (let tries = 0; tries < MOST_DAYS_OFF; tries += 1) {
    const ended = toldAt(calendar, hours, afterQuiet(at, quiet));
    if (ended === at) return at;
    at = ended;
  }
  return first;
}

function afterQuiet(at: Instant, { from, to }: QuietHours): Instant {
  const day = dayOf(at);
  const [begins, ends] = [momentOn(day, from), momentOn(day, to)];
  if (from < to) return begins <= at && at < ends ? ends : at;
  if (at < ends) return ends;
  return at >= begins ? momentOn(addDays(day, 1), to) : at;
}
