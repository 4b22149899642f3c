import { workingDaysBetween } from '../calendar.ts';
import type { WorkingCalendar } from '../definitions.ts';
import type { Day, Moment } from '../time.ts';
import { addDays, dayOf } from '../time.ts';
import type { Holder } from './assessment.ts';
import type { ApplicationRecord, ClockStop } from './record.ts';
import type { ItemTemplate, StopReason } from './template.ts';
import { CUSTOMER_STEPS, stepAfter } from './utility-steps.ts';

type HeldItem = Pick<ItemTemplate, 'kind' | 'stage' | 'stepLimits'>;

/** Who hands it in: the enterprise, or the park where it is no matter of the applicant. */
export function applicantOf({ kind }: HeldItem): Holder {
  return PARKS_OWN.includes(kind) ? 'park' : 'enterprise';
}

/** Who works on it once it is handed in. */
export function reviewerOf({ kind, stage }: HeldItem): Holder {
  if (kind === 'agreement') return 'park';
  if (kind === 'utility' || kind === 'service') return 'utility';
  // The review of the construction drawings (施工图审查): by a body that the enterprise has chosen.
  return kind === 'review' && stage === '3' ? 'intermediary' : 'authority';
}

/** Who has the next move on an application, and since when it stands so. */
export function holderOf(record: ApplicationRecord, item: HeldItem): Holder | undefined {
  const stop = record.stops.findLast(({ to }) => to === undefined);
  if (stop) return stopHolderOf(stop, item);
  if (record.corrections.some(({ answeredAt }) => answeredAt === undefined)) return 'enterprise';
  return workerOf(record, item);
}

/** The history of an item as far as it says who had the next move. */
export interface Possession {
  item: HeldItem;
  records: readonly ApplicationRecord[];
  /** The day from which on somebody had to act. */
  from: Day;
  /** The last day counted. */
  to: Day;
}

/** Working days by who had the next move at their end, from the day after `from` to `to`; those of an open item to today. */
export function holderDays(
  possession: Possession,
  calendar: WorkingCalendar,
): Partial<Record<Holder, number>> {
  const days: Partial<Record<Holder, number>> = {};
  let passed = 0;
  for (const turn of turnsOf(possession)) {
    // All from the same day 0: a turn may come on a day off.
    const until = workingDaysBetween(calendar, possession.from, turn).days;
    const holder = until > passed ? holderOn(turn, possession) : undefined;
    if (holder) days[holder] = (days[holder] ?? 0) + until - passed;
    passed = until;
  }
  return days;
}

const PARKS_OWN: readonly ItemTemplate['kind'][] = ['government', 'minimumLag', 'agreement'];

const STOP_HOLDERS: Record<StopReason, Holder | undefined> = {
  CORRECTION: 'enterprise',
  PUBLIC_NOTICE: 'authority',
  EXPERT_REVIEW: 'intermediary',
  HEARING: 'authority',
  INSPECTION: 'intermediary',
  BIDDING: 'intermediary',
  RECTIFY: 'enterprise',
  APPLICANT_HOLD: 'enterprise',
  CUSTOMER_WORKS: 'enterprise',
  // Nobody's.
  FORCE_MAJEURE: undefined,
};

const stopHolderOf = ({ reason }: ClockStop, item: HeldItem): Holder | undefined =>
  reason === 'UNKNOWN' ? reviewerOf(item) : STOP_HOLDERS[reason];

function workerOf(record: ApplicationRecord, item: HeldItem, day?: Day): Holder {
  if (item.kind !== 'utility') return reviewerOf(item);
  const next = stepAfter(record.utility, item, day);
  return next !== undefined && CUSTOMER_STEPS.includes(next) ? 'enterprise' : 'utility';
}

/** The last days of the spans in which nothing changed hands. */
function turnsOf({ records, from, to }: Possession): Day[] {
  const starts = records.flatMap(momentsOf).map(dayOf);
  // Who had it changes on the day itself or, after a stop, on the day after it.
  const turns = starts.flatMap((day) => [addDays(day, -1), day]);
  return [...new Set([from, ...turns, to])].filter((day) => day >= from && day <= to).sort();
}

const momentsOf = (record: ApplicationRecord): Moment[] =>
  [
    record.submittedAt,
    record.acceptedAt,
    record.decision?.at,
    record.ended?.at,
    ...record.corrections.flatMap(({ askedAt, answeredAt }) => [askedAt, answeredAt]),
    ...record.stops.flatMap((stop) => [stop.from, stop.to]),
    ...Object.values(record.utility),
  ].filter((moment) => moment !== undefined);

function holderOn(day: Day, { item, records }: Possession): Holder | undefined {
  const record = records.findLast((one) => beganOn(one) < day);
  if (!record || (record.ended && dayOf(record.ended.at) < day)) return applicantOf(item);
  const covers = (from: Moment, to: Moment | undefined): boolean =>
    dayOf(from) <= day && (to === undefined || day <= dayOf(to));
  const stop = record.stops.findLast(({ from, to }) => covers(from, to));
  if (stop) return stopHolderOf(stop, item);
  const corrected = record.corrections.some(({ askedAt, answeredAt }) =>
    covers(askedAt, answeredAt),
  );
  return corrected ? 'enterprise' : workerOf(record, item, day);
}

const beganOn = ({ submittedAt, acceptedAt, utility, lastStepAt }: ApplicationRecord): Day =>
  dayOf(submittedAt ?? acceptedAt ?? utility.accepted ?? lastStepAt);
