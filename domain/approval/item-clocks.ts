import { workingDaysBetween } from '../calendar.ts';
import type { WorkingCalendar } from '../definitions.ts';
import { receiptDay } from '../office-hours.ts';
import type { Day } from '../time.ts';
import { dayOf, laterOf } from '../time.ts';
import type { Count } from './clocks.ts';
import { count } from './clocks.ts';
import type { Findings, Frame } from './item-draft.ts';
import type { Duration } from './limits.ts';
import { limitOf, variantOf } from './limits.ts';
import type { ApplicationRecord, ClockStop } from './record.ts';
import type { ItemTemplate, Traits } from './template.ts';
import { successOf } from './tries.ts';
import { limitedStep } from './utility-steps.ts';

/** The clocks of an item by all that was found out of it; none where it does not apply. */
export function countsOf(findings: Findings, { traits, calendar, horizon }: Frame): Count[] {
  const { template: item, applies, tries, startedOn, consultation } = findings;
  if (applies === 'no') return [];
  const isOpinion = item.kind === 'opinion';
  return itemClocks(
    {
      item,
      traits,
      current: tries.current,
      startedOn: startedOn ?? (isOpinion ? consultation?.askedOn : undefined),
      openSince: isOpinion ? undefined : openSince(findings),
      endedOn: endOf(tries.current) ?? (isOpinion ? findings.doneOn : undefined),
    },
    calendar,
    horizon.today,
  );
}

/** When it was ready for an application that nobody has handed in yet. */
const openSince = ({ tries, waitsFor, readyOn }: Findings): Day | undefined =>
  !tries.open && waitsFor.length === 0 ? readyOn : undefined;

function endOf(current: ApplicationRecord | undefined): Day | undefined {
  const end = current && (successOf(current) ?? current.ended?.at);
  return end === undefined ? undefined : dayOf(end);
}

/** What is known of an item when its clocks are set. */
interface Timed {
  item: ItemTemplate;
  traits: Traits;
  current?: ApplicationRecord | undefined;
  /** Day 0 of the clocks of whoever decides. */
  startedOn?: Day | undefined;
  /** When it was ready for an application that nobody has handed in yet. */
  openSince?: Day | undefined;
  /** When it was decided or ended. */
  endedOn?: Day | undefined;
}

/** The clocks of an item: statutory, promised, and that of the applicant where he has a limit. */
function itemClocks(timed: Timed, calendar: WorkingCalendar, today: Day): Count[] {
  const { current } = timed;
  return [
    ...decisionClocks(timed, calendar, today),
    ...(current ? stepClock(timed, current, calendar, today) : []),
    ...applicantClock(timed, calendar, today),
  ];
}

const KINDS = ['statutory', 'promised'] as const;

function decisionClocks(
  { item, traits, current, startedOn, endedOn }: Timed,
  calendar: WorkingCalendar,
  today: Day,
): Count[] {
  if (startedOn === undefined) return [];
  const stops = current ? [...current.stops, ...customersTime(item, current)] : [];
  const extraDays = (current?.extensions ?? []).reduce((sum, { days }) => sum + days, 0);
  return KINDS.flatMap((kind) => {
    const limit = decisionLimit(kind, item, traits, current);
    if (!limit) return [];
    return count({ kind, limit, extraDays, from: startedOn, stops, endedOn }, calendar, today);
  });
}

function decisionLimit(
  kind: (typeof KINDS)[number],
  item: ItemTemplate,
  traits: Traits,
  current: ApplicationRecord | undefined,
): Duration | undefined {
  // Of a land listing the law says how long it takes at least.
  if (kind === 'statutory' && item.kind === 'minimumLag') return undefined;
  const limit = limitOf(item, kind, traits);
  const own = kind === 'promised' ? current?.promisedDays : current?.statutoryDays;
  return own === undefined ? limit : { n: own, unit: limit?.unit ?? 'wd' };
}

/** While the customer confirms and builds, a supplier's clock stands (客户侧施工不计). */
function customersTime(
  item: ItemTemplate,
  { utility }: ApplicationRecord,
): Pick<ClockStop, 'from' | 'to'>[] {
  if (item.kind !== 'utility' || utility.proposalIssued === undefined) return [];
  const { proposalIssued: from, inspected, connected } = utility;
  const to = utility.worksCompleted ?? inspected ?? connected;
  return [{ from, ...(to !== undefined && { to }) }];
}

/** The limit of the step that a supply waits for, from the step before it. */
function stepClock(
  { item, traits, endedOn }: Timed,
  { utility, stops }: ApplicationRecord,
  calendar: WorkingCalendar,
  today: Day,
): Count[] {
  const next = endedOn === undefined ? limitedStep(utility, item) : undefined;
  const own = next && item.stepLimits?.[next.step];
  if (!next || !own) return [];
  const { step, from } = next;
  const limit = variantOf(own, item, traits);
  const counted = count({ kind: 'promised', limit, from, stops }, calendar, today);
  return [{ ...counted, clock: { ...counted.clock, step } }];
}

/** Of the last correction, or of an application that has a limit of its own. */
function applicantClock(
  { item, traits, current, openSince, endedOn }: Timed,
  calendar: WorkingCalendar,
  today: Day,
): Count[] {
  const correction = current?.corrections.at(-1);
  if (correction) {
    const from = receiptDay(calendar, correction.askedAt);
    const { replyBy, answeredAt } = correction;
    const n =
      replyBy === undefined
        ? item.correctionWorkingDays
        : workingDaysBetween(calendar, from, replyBy).days;
    const ended = answeredAt === undefined ? endedOn : laterOf(from, dayOf(answeredAt));
    const span = { kind: 'applicant' as const, limit: { n, unit: 'wd' as const }, from, stops: [] };
    return [count({ ...span, endedOn: ended }, calendar, today)];
  }
  const limit = limitOf(item, 'applyWithin', traits);
  if (!limit || openSince === undefined) return [];
  return [count({ kind: 'applicant', limit, from: openSince, stops: [] }, calendar, today)];
}
