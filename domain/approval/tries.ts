import type { WorkingCalendar } from '../definitions.ts';
import { present } from '../present.ts';
import type { Day, Moment } from '../time.ts';
import { dayOf, toMillis } from '../time.ts';
import type { ApprovalDossier, Confirmed } from './dossier.ts';
import type { PromiseStanding } from './promise.ts';
import { promiseOf } from './promise.ts';
import type { ApplicationRecord, ItemState } from './record.ts';
import { applicationsOf } from './placing.ts';
import { recordOf } from './trace.ts';
import type { ItemTemplate } from './template.ts';

/** All applications for one item, and which of them counts. */
export interface Tries {
  /** Oldest first; a promise found broken has ended its application. */
  records: ApplicationRecord[];
  /** The one under way, else the one that succeeded, else the last that failed. */
  current?: ApplicationRecord;
  /** That one unless it has ended without success: then the next try has not begun. */
  open?: ApplicationRecord;
  /** Which try is on, from 1. */
  round: number;
  /** The first day on which one that still stands had succeeded. */
  succeededOn?: Day;
  /** The last time that one of those was decided. */
  lastSuccessAt?: Moment;
  promise?: PromiseStanding;
  /** Fold order of the first step of the last application. */
  appliedOrder?: number;
}

/** Judges the applications of an item by their steps and by what people have confirmed of them. */
export function triesOf(
  item: ItemTemplate,
  dossier: ApprovalDossier,
  calendar: WorkingCalendar,
  lapsedOn: (record: ApplicationRecord) => Day | undefined = () => undefined,
): Tries {
  const confirmations = dossier.confirmations.filter((one) => one.item === item.id);
  const applications = applicationsOf(dossier, item);
  const traced = applications.map((application) => recordOf(application));
  const judged = traced.map((record) => {
    const promise = promiseOf(record, item, confirmations, calendar);
    if (promise?.breach) return { record: broken(record, promise.breach), promise };
    const lapsed = successOf(record) === undefined ? undefined : lapsedOn(record);
    return { record: lapsed === undefined ? record : expired(record, lapsed), promise };
  });
  const records = judged.map(({ record }) => record);
  const current = records.findLast(({ ended }) => !ended) ?? records.at(-1);
  const succeeded = records.flatMap((record) => successOf(record) ?? []).sort(inTime);
  const [first] = succeeded;
  return present({
    records,
    current,
    open: current?.ended ? undefined : current,
    round: 1 + records.filter(({ ended }) => ended).length,
    succeededOn: first === undefined ? undefined : dayOf(first),
    lastSuccessAt: records.flatMap(successesOf).sort(inTime).at(-1),
    promise: judged.find(({ record }) => record === current)?.promise,
    appliedOrder: applications.at(-1)?.steps[0]?.order,
  });
}

const SUCCESSES: readonly ItemState[] = [
  'approved',
  'approvedWithConditions',
  'deemedConsent',
  'certificateIssued',
  'amended',
];

/** Whether an item in that state is done. */
export const isSuccess = (state: ItemState): boolean => SUCCESSES.includes(state);

/** When an application succeeded; nothing for one that has not, or no longer. */
export function successOf(record: ApplicationRecord): Moment | undefined {
  if (record.ended || !isSuccess(record.state)) return undefined;
  return (
    record.utility.connected ??
    record.decision?.at ??
    record.certificates.find(({ revoked }) => !revoked)?.issuedOn ??
    record.lastStepAt
  );
}

/** When it was decided, and when each certificate that still stands was issued. */
function successesOf(record: ApplicationRecord): Moment[] {
  const first = successOf(record);
  if (first === undefined) return [];
  const valid = record.certificates.filter(({ revoked }) => !revoked);
  return [first, ...valid.map(({ issuedOn }) => issuedOn)];
}

const inTime = (a: Moment, b: Moment): number => toMillis(a) - toMillis(b);

function expired(record: ApplicationRecord, at: Day): ApplicationRecord {
  const [ref = { source: '', id: '' }] = record.certificates.map((one) => one.ref).slice(-1);
  return { ...record, state: 'lapsed', ended: { how: 'lapsed', at, reason: 'validUntil', ref } };
}

function broken(record: ApplicationRecord, { on, ref }: Confirmed): ApplicationRecord {
  const ended = { how: 'revoked' as const, at: on, reason: 'promise', ref };
  return { ...record, state: 'revoked', ended, refs: [...record.refs, ref] };
}
