import { addWorkingDays } from '../calendar.ts';
import type { WorkingCalendar } from '../definitions.ts';
import type { Day } from '../time.ts';
import { dayOf } from '../time.ts';
import type { ItemAssessment } from './assessment.ts';
import type { Confirmed } from './dossier.ts';
import type { ApplicationRecord } from './record.ts';
import type { ItemTemplate } from './template.ts';

/** How a promise (告知承诺) on which an item was approved has been borne out. */
export interface PromiseStanding {
  check: NonNullable<ItemAssessment['promiseCheck']>;
  /** A person has found it broken: what rests on it is open again. */
  breach?: Confirmed;
}

/** The check that an approval on a promise owes; nothing for what was approved otherwise or not at all. */
export function promiseOf(
  record: ApplicationRecord,
  item: Pick<ItemTemplate, 'promiseCheckWorkingDays'>,
  confirmations: readonly Confirmed[],
  calendar: WorkingCalendar,
): PromiseStanding | undefined {
  const { decision, mode } = record;
  if (mode !== 'promise' || !decision || decision.is === 'rejected') return undefined;
  const within = item.promiseCheckWorkingDays;
  if (within === undefined) return undefined;
  const decidedOn: Day = dayOf(decision.at);
  const said = confirmations.findLast(
    ({ about, on, applicationNo = record.no }) =>
      about === 'promise' && applicationNo === record.no && on >= decidedOn,
  );
  return {
    check: { due: addWorkingDays(calendar, decidedOn, within).day, checked: said !== undefined },
    ...(said?.decision === 'return' && { breach: said }),
  };
}
