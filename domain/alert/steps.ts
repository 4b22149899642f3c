import { addWorkingDays } from '../calendar.ts';
import type { WorkingCalendar } from '../definitions.ts';
import { addOfficeHours, officeClose } from '../office-hours.ts';
import { dayOf, laterOf, type Day, type Instant } from '../time.ts';
import { closingAsked, inPlaceOf, thoseWhoAct } from './asked-of.ts';
import type { AlertCase, AlertStep, Recipients } from './case.ts';
import type { AcknowledgeRule, Rung } from './rules.ts';
import { morningFrom, toldAt } from './told-at.ts';

/** A case with the rung that it stands on. */
interface Standing {
  one: AlertCase;
  rung: Rung;
  calendar: WorkingCalendar;
}

/**
 * All steps of a case's present plan, in order of time, done or not: the same case gives the same
 * steps. Those that are no longer among them are not to be done any more.
 */
export function stepsOf(one: AlertCase, calendar: WorkingCalendar): AlertStep[] {
  if (one.state === 'closed' || one.hiddenBy !== undefined) return [];
  const steps = one.state === 'open' ? ladderSteps(one, calendar) : [closingStep(one, calendar)];
  return steps.sort(byTime);
}

function ladderSteps(one: AlertCase, calendar: WorkingCalendar): AlertStep[] {
  const rung = one.ladder.rungs[one.severity];
  if (!rung) return [];
  const standing = { one, rung, calendar };
  return [
    ...tellings(standing),
    ...escalations(standing),
    ...reminders(standing),
    ...unresolved(standing),
  ];
}

/** What is asked of people once the facts have cleared it (待销号). */
function closingStep(one: AlertCase, calendar: WorkingCalendar): AlertStep {
  const { kind, since, to } = closingAsked(one);
  const at = toldAt(calendar, one.hours, since ?? one.since);
  return step(one, 'notify', { at, to: [to], how: 'digest', plan: one.plan, count: kind });
}

// A rung that expects no answer tells and asks nothing.
function tellings({ one, rung, calendar }: Standing): AlertStep[] {
  const kind = rung.acknowledge ? 'notify' : 'note';
  const to = inPlaceOf(one, rung.notify, one.toldAt);
  const told = step(one, kind, { at: one.toldAt, to, how: toldHow(one, rung) });
  const delegated = one.delegated ? [toDelegate(one, one.delegated, calendar)] : [];
  if (one.stockUntil === undefined) return [told, ...delegated];
  // Stock: one digest at first, and the ladder only later, where there is one.
  const at = toldAt(calendar, one.hours, one.since);
  const stock = step(one, 'note', { at, to: rung.notify, how: 'digest', count: 'stock' });
  return [stock, ...(rung.acknowledge ? [told] : []), ...delegated];
}

function toDelegate(
  one: AlertCase,
  { at: asked, to, plan }: NonNullable<AlertCase['delegated']>,
  calendar: WorkingCalendar,
): AlertStep {
  const at = toldAt(calendar, one.hours, asked);
  return step(one, 'notify', {
    at,
    to: [{ person: to }],
    how: ringing(one),
    plan,
    count: 'delegate',
  });
}

function toldHow({ ladder, eased, asleep }: AlertCase, { digestOnly }: Rung): AlertStep['how'] {
  if (ladder.safety) return 'safety';
  // That something is better is no reason to make a telephone ring.
  return digestOnly || eased || asleep ? 'digest' : 'push';
}

function escalations({ one, rung, calendar }: Standing): AlertStep[] {
  const rule = rung.acknowledge;
  if (!rule || one.acknowledged || rule.escalateTo.length === 0) return [];
  const at = notBeforeRecheck(one, calendar, acknowledgeBy(rule, one.toldAt, calendar));
  return [step(one, 'escalate', { at, to: rule.escalateTo, how: ringing(one) })];
}

/** By when an alert told at `told` is to be acknowledged, in office time. */
function acknowledgeBy(
  { officeHours, workingDays = 1 }: AcknowledgeRule,
  told: Instant,
  calendar: WorkingCalendar,
): Instant {
  if (officeHours !== undefined) return addOfficeHours(calendar, told, officeHours).at;
  return officeClose(calendar, addWorkingDays(calendar, dayOf(told), workingDays).day);
}

// Each act begins their count anew, so their names go by the plan of that act.
function reminders({ one, rung, calendar }: Standing): AlertStep[] {
  const rule = rung.remind;
  if (!rule || isSnoozedForGood(one)) return [];
  const every = one.acknowledged ? rule.afterAcknowledgement : rule.everyWorkingDays;
  const quiet = quietUntil(one) ?? '';
  const last = lastAct(one);
  const from = laterOf(quiet, dayOf(last));
  const remind = (kind: 'wake' | 'remind', day: Day, count?: string): AlertStep => {
    const at = morningFrom(calendar, one.hours, day);
    const to = inPlaceOf(one, thoseWhoAct(rung), at);
    return step(one, kind, { at, to, how: ringing(one), plan: one.plan, count });
  };
  const repeated = Array.from({ length: rule.times }, (_, nth) =>
    remind('remind', addWorkingDays(calendar, from, (nth + 1) * every).day, String(nth + 1)),
  );
  const wake = quiet === '' ? [] : [remind('wake', quiet)];
  // What lies before the last act, or what another ladder would have asked for, is not made up for.
  return [...wake, ...repeated].filter(({ at }) => at > laterOf(last, one.recheckedAt ?? ''));
}

const isSnoozedForGood = ({ snoozed }: AlertCase): boolean =>
  snoozed !== undefined && snoozed.until === undefined;

/** The day until which people have asked for quiet, or promised an end. */
function quietUntil({ snoozed, rectification, toldAt: told }: AlertCase): Day | undefined {
  // What was promised before it got worse keeps nobody quiet.
  const promised = rectification && rectification.at >= told ? rectification.forecast : undefined;
  const days = [snoozed?.until, promised].filter((day) => day !== undefined);
  return days.length === 0 ? undefined : days.reduce(laterOf);
}

/** When people last did something about it, or were told of it. */
const lastAct = ({ acknowledged, snoozed, delegated, rectification, toldAt: told }: AlertCase) =>
  [acknowledged, snoozed, delegated, rectification].reduce(
    (last, act) => laterOf(last, act?.at ?? last),
    told,
  );

/** Nobody hides a case from the leaders by snoozing it: what is unresolved goes on counting. */
function unresolved({ one, rung, calendar }: Standing): AlertStep[] {
  const rule = rung.unresolved;
  if (!rule) return [];
  const day = addWorkingDays(calendar, dayOf(one.toldAt), rule.afterWorkingDays).day;
  const at = notBeforeRecheck(one, calendar, morningFrom(calendar, one.hours, day));
  // What an enterprise decides for itself goes no higher than the leader who can offer a pause.
  if (isOfEnterprise(one)) {
    return [step(one, 'list', { at, to: ['patron'], how: 'digest', count: 'enterprise' })];
  }
  const how = rule.then === 'slip' ? ringing(one) : 'digest';
  return [step(one, rule.then, { at, to: rule.to, how })];
}

const isOfEnterprise = ({ acknowledged, rectification }: AlertCase): boolean =>
  acknowledged !== undefined && (rectification ?? acknowledged).cause === 'enterprise';

const ringing = ({ ladder }: AlertCase): AlertStep['how'] => (ladder.safety ? 'safety' : 'push');

const notBeforeRecheck = (
  { recheckedAt, hours }: AlertCase,
  calendar: WorkingCalendar,
  at: Instant,
): Instant =>
  recheckedAt === undefined || at >= recheckedAt ? at : toldAt(calendar, hours, recheckedAt);

interface Planned {
  at: Instant;
  to: Recipients;
  how: AlertStep['how'];
  /** Of its telling, unless it counts from what people did. */
  plan?: number;
  count?: string | undefined;
}

function step(
  { episode, toldPlan, severity }: AlertCase,
  kind: AlertStep['kind'],
  { at, to, how, plan = toldPlan, count }: Planned,
): AlertStep {
  const id = [episode, plan, kind, ...(count === undefined ? [] : [count])].join('/');
  return { id, kind, at, to: [...to], severity, how };
}

function byTime(a: AlertStep, b: AlertStep): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
