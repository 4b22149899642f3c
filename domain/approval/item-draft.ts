import type { WorkingCalendar } from '../definitions.ts';
import type { Horizon } from '../horizon.ts';
import { receiptDay } from '../office-hours.ts';
import { present } from '../present.ts';
import type { Day } from '../time.ts';
import { dayOf, earlierOf } from '../time.ts';
import { allowedStops } from './allowed-stops.ts';
import type { Applicability } from './applicability.ts';
import { appliesTo } from './applicability.ts';
import type { ApprovalAssessment, ItemAssessment } from './assessment.ts';
import type { Count } from './clocks.ts';
import type { ApprovalDossier, Confirmed, QualityNote } from './dossier.ts';
import { itemClocks } from './item-clocks.ts';
import { viewOf } from './item-view.ts';
import type { Consultation } from './opinions.ts';
import { consult } from './opinions.ts';
import type { Presumption } from './presumption.ts';
import { presumptionOf } from './presumption.ts';
import type { ApplicationRecord, ItemState } from './record.ts';
import type { GraphContext, ItemStanding } from './requirements.ts';
import { metOn, unmet } from './requirements.ts';
import type { Ground, Staleness } from './stale.ts';
import { groundOf, latest, stalenessOf } from './stale.ts';
import type { ItemTemplate, Traits, UtilityStep } from './template.ts';
import type { Tries } from './tries.ts';
import { isSuccess, successOf, triesOf } from './tries.ts';

/** What all items share while they are assessed one after another. */
export interface Frame {
  dossier: ApprovalDossier;
  traits: Traits;
  calendar: WorkingCalendar;
  horizon: Horizon;
}

/** An item but for what only the whole graph and the policy can say of it. */
export type DraftedItem = Omit<
  ItemAssessment,
  'expected' | 'floatDays' | 'critical' | 'beforeRedLine' | 'colour'
>;

/** All that is found out of one item on the way to its assessment. */
export interface ItemDraft {
  template: ItemTemplate;
  item: DraftedItem;
  counts: Count[];
  /** The application that counts, with the stops that are allowed. */
  current?: ApplicationRecord | undefined;
  /** Day 0 of the clocks of whoever decides. */
  startedOn?: Day | undefined;
  vetoes: string[];
  owed: ApprovalAssessment['announcements'];
  notes: QualityNote[];
  standing: ItemStanding;
  ground: Ground;
  /** Of a supply: the day of each step. */
  reached: Partial<Record<UtilityStep, Day>>;
}

/** What was found out before: of all on which this item rests. */
interface Before {
  context: GraphContext;
  drafts: ReadonlyMap<string, ItemDraft>;
}

/** What one item comes to: its applications, clocks, opinions and ground. */
export interface Findings {
  template: ItemTemplate;
  applies: Applicability;
  tries: Tries;
  /** None after a failed try: the next one has not begun. */
  open?: ApplicationRecord | undefined;
  waitsFor: string[];
  readyOn?: Day | undefined;
  presumption?: Presumption | undefined;
  startedOn?: Day | undefined;
  consultation?: Consultation | undefined;
  state: ItemState;
  doneOn?: Day | undefined;
  done: boolean;
  staleness: Staleness;
}

/** Finds out of one item what can be known without the schedule. */
export function draftItem(template: ItemTemplate, frame: Frame, before: Before): ItemDraft {
  const { dossier, traits, calendar, horizon } = frame;
  const confirmations = dossier.confirmations.filter(({ item }) => item === template.id);
  const { tries, notes } = allowedTries(template, frame);
  const ruling = dossier.applicability[template.id];
  const applies = appliesTo(template, traits, { ruling, appliedOrder: tries.appliedOrder });
  const started = startOf(template, { tries, applies, confirmations }, frame, before);
  const consultation =
    applies === 'yes'
      ? consult(
          {
            item: template,
            traits,
            ...started,
            round: tries.round,
            current: started.open,
            dossier,
          },
          calendar,
          horizon,
        )
      : undefined;
  const ground = shaken(template.id, groundOf(template, groundsOf(before)), tries);
  const finished = finishOf(tries, started, consultation, { applies, ground, confirmations });
  const findings: Findings = { template, applies, tries, ...started, consultation, ...finished };
  const counts = countsOf(findings, frame);
  return {
    template,
    item: viewOf(findings, counts, frame),
    counts,
    current: tries.current,
    startedOn: started.startedOn ?? consultation?.askedOn,
    vetoes: finished.done ? [] : (consultation?.vetoes ?? []),
    owed: finished.done ? [] : (consultation?.owed ?? []),
    notes,
    standing: present({
      applies,
      waived: applies === 'no' && ruling !== undefined ? true : undefined,
      done: finished.done,
      doneOn: finished.done ? finished.doneOn : undefined,
    }),
    ground: finished.done ? ground : revokedAt(template.id, ground, tries),
    reached: reachedBy(tries.current),
  };
}

/** The applications of an item, without the stops that it does not allow. */
function allowedTries(
  template: ItemTemplate,
  { dossier, calendar }: Frame,
): { tries: Tries; notes: QualityNote[] } {
  const tries = triesOf(template, dossier, calendar);
  const { current } = tries;
  const own = tries.records.flatMap((record) => record.notes);
  if (!current) return { tries, notes: own };
  const { stops, notes } = allowedStops(template, current);
  const records = tries.records.map((one) => (one === current ? { ...one, stops } : one));
  return {
    tries: { ...tries, records, current: { ...current, stops } },
    notes: [...own, ...notes],
  };
}

interface Begun {
  tries: Tries;
  applies: Applicability;
  confirmations: readonly Confirmed[];
}

type Start = Pick<Findings, 'open' | 'waitsFor' | 'readyOn' | 'presumption' | 'startedOn'>;

function startOf(
  template: ItemTemplate,
  { tries, applies, confirmations }: Begun,
  { dossier, calendar, horizon }: Frame,
  { context, drafts }: Before,
): Start {
  const { current } = tries;
  const open = current?.ended ? undefined : current;
  const waitsFor = unmet(template.prereq, context).missing;
  const ready =
    waitsFor.length === 0 ? (metOn(template.prereq, context) ?? dossier.opening?.on) : undefined;
  const presumption = open && presumptionOf(open, template, confirmations, calendar, horizon);
  const accepted =
    open?.acceptedAt === undefined ? presumption?.from : receiptDay(calendar, open.acceptedAt);
  const inside = [...drafts.values()].filter((one) => one.template.umbrella === template.id);
  const starts = [accepted, ...inside.map(({ startedOn }) => startedOn)].filter(
    (day) => day !== undefined,
  );
  return {
    open,
    waitsFor,
    readyOn: applies === 'no' ? undefined : sinceWhen(tries, ready),
    presumption,
    startedOn: starts.length === 0 ? undefined : starts.reduce(earlierOf),
  };
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

type Finish = Pick<Findings, 'state' | 'done' | 'doneOn' | 'staleness'>;

function finishOf(
  tries: Tries,
  start: Start,
  consultation: Consultation | undefined,
  {
    applies,
    ground,
    confirmations,
  }: { applies: Applicability; ground: Ground; confirmations: readonly Confirmed[] },
): Finish {
  const state = stateOf(tries, start, consultation, applies);
  const consentOn = isSuccess(state) ? consultation?.outcome?.on : undefined;
  const doneOn = tries.succeededOn ?? consentOn;
  const staleness = stalenessOf(tries.lastSuccessAt ?? consentOn, ground, confirmations);
  const done = applies !== 'no' && doneOn !== undefined && !staleness.reopened;
  return { state, done, doneOn, staleness };
}

function stateOf(
  { current }: Tries,
  { open, waitsFor, presumption }: Start,
  consultation: Consultation | undefined,
  applies: Applicability,
): ItemState {
  const outcome = consultation?.outcome;
  if (open && (isSuccess(open.state) || open.decision)) return open.state;
  if (outcome && (!open || open.state !== 'suspended')) return outcome.state;
  if (open) return presumption ? 'accepted' : open.state;
  if (current?.ended) return current.state;
  return applies === 'yes' && waitsFor.length === 0 ? 'ready' : 'notStarted';
}

function countsOf(findings: Findings, { traits, calendar, horizon }: Frame): Count[] {
  const { template: item, applies, tries, open, waitsFor, readyOn, startedOn } = findings;
  if (applies === 'no') return [];
  const { consultation, doneOn } = findings;
  const { current } = tries;
  const isOpinion = item.kind === 'opinion';
  const ended = current?.ended && dayOf(current.ended.at);
  const success = current && successOf(current);
  const timed = {
    item,
    traits,
    current,
    startedOn: startedOn ?? (isOpinion ? consultation?.askedOn : undefined),
    openSince: !open && !isOpinion && waitsFor.length === 0 ? readyOn : undefined,
    endedOn:
      (success === undefined ? undefined : dayOf(success)) ??
      ended ??
      (isOpinion ? doneOn : undefined),
  };
  return itemClocks(timed, calendar, horizon.today);
}

const groundsOf = ({ drafts }: Before): ReadonlyMap<string, Ground> =>
  new Map([...drafts].map(([id, { ground }]) => [id, ground]));

/** The ground of an item, its own redesigns included. */
function shaken(id: string, below: Ground, { records }: Tries): Ground {
  const own = records.flatMap(({ redesignedAt: since }) =>
    since === undefined ? [] : [{ since, because: id }],
  );
  return { ...below, redesign: latest([below.redesign, ...own]) };
}

/** The ground that an item hands on while what was revoked of it has not been given anew. */
function revokedAt(id: string, ground: Ground, { records }: Tries): Ground {
  const revoked = records.findLast(({ ended }) => ended?.how === 'revoked')?.ended;
  const own = revoked && { since: revoked.at, because: id };
  return { ...ground, revocation: latest([ground.revocation, own]) };
}

function reachedBy(current: ApplicationRecord | undefined): ItemDraft['reached'] {
  if (!current || current.ended) return {};
  const days = Object.entries(current.utility).map(([step, at]) => [step, dayOf(at)]);
  // The keys are those of the record's own steps.
  return Object.fromEntries(days) as ItemDraft['reached'];
}
