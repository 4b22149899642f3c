import { addWorkingDays } from '../calendar.ts';
import type { WorkingCalendar } from '../definitions.ts';
import type { Horizon } from '../horizon.ts';
import { receiptDay } from '../office-hours.ts';
import type { Day, Moment } from '../time.ts';
import { addDays, dayOf } from '../time.ts';
import type { Confirmed } from './dossier.ts';
import type { ApplicationRecord } from './record.ts';
import type { ItemTemplate } from './template.ts';

/** An acceptance that nobody has pronounced (推定受理). */
export interface Presumption {
  /** The day from which on it is presumed. */
  on: Day;
  /** Day 0 of its clocks: that of the receipt. */
  from: Day;
  /** A person has borne it out. */
  confirmed: boolean;
}

// 行政许可法 第32条: not told within five days that something is missing, an application counts as accepted on its receipt.
const SILENT_WORKING_DAYS = 5;

/** Permits and filings are so accepted; opinions, supplies and what the park does itself are no applications in law. */
const PRESUMED: readonly ItemTemplate['kind'][] = ['licence', 'filing', 'review'];

/** The acceptance by five silent working days after the last papers were handed in, unless a person has said that it was none. */
export function presumptionOf(
  record: ApplicationRecord,
  { kind }: Pick<ItemTemplate, 'kind'>,
  confirmations: readonly Confirmed[],
  calendar: WorkingCalendar,
  horizon: Horizon,
): Presumption | undefined {
  const { submittedAt, no } = record;
  const handedIn = PRESUMED.includes(kind) ? unansweredSince(record) : undefined;
  if (submittedAt === undefined || handedIn === undefined) return undefined;
  const received = receiptDay(calendar, handedIn);
  const on = addDays(addWorkingDays(calendar, received, SILENT_WORKING_DAYS).day, 1);
  horizon.at(on);
  if (on > horizon.today) return undefined;
  const said = confirmations.findLast(
    ({ about, applicationNo = no, on: saidOn }) =>
      about === 'presumedAcceptance' && applicationNo === no && saidOn >= dayOf(submittedAt),
  );
  if (said?.decision === 'return') return undefined;
  return { on, from: received, confirmed: said !== undefined };
}

/** When papers came in last to which nobody has said anything; none once somebody has. */
function unansweredSince(record: ApplicationRecord): Moment | undefined {
  const { submittedAt, acceptedAt, decision, ended, corrections, certificates } = record;
  const isOver = decision !== undefined || ended !== undefined || certificates.length > 0;
  const isAnswered = acceptedAt !== undefined || isOver;
  const last = corrections.at(-1);
  if (isAnswered || !last) return isAnswered ? undefined : submittedAt;
  return last.answeredAt;
}
