import { receiptDay } from '../office-hours.ts';
import type { Day } from '../time.ts';
import { dayOf, earlierOf } from '../time.ts';
import type { Applicability } from './applicability.ts';
import type { Confirmed } from './dossier.ts';
import type { Before, Findings, Frame } from './item-draft.ts';
import type { Presumption } from './presumption.ts';
import { presumptionOf } from './presumption.ts';
import type { ApplicationRecord } from './record.ts';
import { metOn, unmet } from './requirements.ts';
import type { ItemTemplate } from './template.ts';
import type { Tries } from './tries.ts';

/** What is known of an item before its start is looked at. */
export interface Begun {
  tries: Tries;
  applies: Applicability;
  confirmations: readonly Confirmed[];
}

export type Start = Pick<
  Findings,
  'waitsFor' | 'readyOn' | 'presumption' | 'startedOn' | 'startPresumed'
>;

/** What an item waits for, since when it could be handed in, and when its clocks started. */
export function startOf(
  template: ItemTemplate,
  { tries, applies, confirmations }: Begun,
  frame: Frame,
  { context, drafts }: Before,
): Start {
  const { calendar, horizon } = frame;
  const { open } = tries;
  const waitsFor = unmet(template.prereq, context).missing;
  const met = waitsFor.length === 0 ? metOn(template.prereq, context) : undefined;
  const ready = waitsFor.length === 0 ? (met ?? frame.dossier.opening?.on) : undefined;
  const presumption = open && presumptionOf(open, template, confirmations, calendar, horizon);
  // An umbrella begins with the first that is under it.
  const inside = [...drafts.values()].filter((one) => one.template.umbrella === template.id);
  return {
    waitsFor,
    readyOn: applies === 'no' ? undefined : sinceWhen(tries, ready),
    presumption,
    ...first([acceptance(open, presumption, frame), ...inside]),
  };
}

type Day0 = Pick<Findings, 'startedOn' | 'startPresumed'>;

/** The earliest of those that are sure; only where none is, the earliest that is presumed. */
function first(starts: readonly Day0[]): Day0 {
  const days = (presumed: boolean) =>
    starts.flatMap(({ startedOn, startPresumed }) =>
      startedOn !== undefined && startPresumed === presumed ? [startedOn] : [],
    );
  const sure = days(false);
  const startPresumed = sure.length === 0;
  const known = startPresumed ? days(true) : sure;
  if (known.length === 0) return { startPresumed: false };
  return { startedOn: known.reduce(earlierOf), startPresumed };
}

function acceptance(
  open: ApplicationRecord | undefined,
  presumption: Presumption | undefined,
  { calendar }: Frame,
): Day0 {
  if (open?.acceptedAt !== undefined)
    return { startedOn: receiptDay(calendar, open.acceptedAt), startPresumed: false };
  if (!presumption) return { startPresumed: false };
  return { startedOn: presumption.from, startPresumed: !presumption.confirmed };
}

/** Who has applied was ready then, whatever is known of what came before; a further try is open since the last one ended. */
function sinceWhen({ records, current }: Tries, ready: Day | undefined): Day | undefined {
  if (current?.ended) return dayOf(current.ended.at);
  const first = records.map(firstMomentOf).find((moment) => moment !== undefined);
  if (first === undefined) return ready;
  return ready === undefined ? dayOf(first) : earlierOf(ready, dayOf(first));
}

const firstMomentOf = ({ submittedAt, acceptedAt, utility }: ApplicationRecord) =>
  submittedAt ?? acceptedAt ?? utility.accepted;
