import type { WorkingCalendar } from '../definitions.ts';
import type { Horizon } from '../horizon.ts';
import type { Day } from '../time.ts';
import { dayOf } from '../time.ts';
import { allowedStops } from './allowed-stops.ts';
import type { Applicability } from './applicability.ts';
import { appliesTo } from './applicability.ts';
import type { ApprovalAssessment, ItemAssessment } from './assessment.ts';
import type { Count } from './clocks.ts';
import type { ApprovalDossier, QualityNote } from './dossier.ts';
import { notesThatCount } from './gaps.ts';
import { countsOf } from './item-clocks.ts';
import { finishOf } from './item-finish.ts';
import { startOf } from './item-start.ts';
import { viewOf } from './item-view.ts';
import { expiresOn } from './lapse.ts';
import type { Consultation } from './opinions.ts';
import { consult } from './opinions.ts';
import type { Presumption } from './presumption.ts';
import type { ApplicationRecord, ItemState } from './record.ts';
import type { GraphContext, ItemStanding } from './requirements.ts';
import type { Ground, Staleness } from './stale.ts';
import { groundOf, latest } from './stale.ts';
import type { ItemTemplate, Traits, UtilityStep } from './template.ts';
import type { Tries } from './tries.ts';
import { triesOf } from './tries.ts';

/** What all items share while they are assessed one after another. */
export interface Frame {
  dossier: ApprovalDossier;
  traits: Traits;
  calendar: WorkingCalendar;
  horizon: Horizon;
  /** Items that must be valid still. */
  ahead: ReadonlySet<string>;
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
  /** Nobody has pronounced that day 0, nor a person borne it out. */
  startPresumed: boolean;
  vetoes: string[];
  owed: ApprovalAssessment['announcements'];
  notes: QualityNote[];
  standing: ItemStanding;
  ground: Ground;
  /** Of a supply: the day of each step. */
  reached: Partial<Record<UtilityStep, Day>>;
}

/** What was found out before: of all on which this item rests. */
export interface Before {
  context: GraphContext;
  drafts: ReadonlyMap<string, ItemDraft>;
}

/** What one item comes to: its applications, clocks, opinions and ground. */
export interface Findings {
  template: ItemTemplate;
  applies: Applicability;
  tries: Tries;
  waitsFor: string[];
  readyOn?: Day | undefined;
  presumption?: Presumption | undefined;
  startedOn?: Day | undefined;
  startPresumed: boolean;
  consultation?: Consultation | undefined;
  ground: Ground;
  state: ItemState;
  doneOn?: Day | undefined;
  done: boolean;
  staleness: Staleness;
}

/** Finds out of one item what can be known without the schedule. */
export function draftItem(template: ItemTemplate, frame: Frame, before: Before): ItemDraft {
  const { tries, notes } = allowedTries(template, frame);
  const findings = findOut(template, tries, frame, before);
  const { done, consultation } = findings;
  const counts = countsOf(findings, frame);
  const nothing = { vetoes: [], owed: [] };
  const { vetoes, owed } = done ? nothing : (consultation ?? nothing);
  return {
    template,
    item: viewOf(findings, counts, frame),
    counts,
    current: tries.current,
    startedOn: findings.startedOn ?? consultation?.askedOn,
    startPresumed: findings.startPresumed,
    vetoes,
    owed,
    notes,
    standing: standingOf(findings, frame),
    ground: done ? findings.ground : revokedAt(template.id, findings.ground, tries),
    reached: reachedBy(tries.open),
  };
}

function findOut(template: ItemTemplate, tries: Tries, frame: Frame, before: Before): Findings {
  const { dossier, traits, calendar, horizon } = frame;
  const confirmations = dossier.confirmations.filter(({ item }) => item === template.id);
  const ruling = dossier.applicability[template.id];
  const applies = appliesTo(template, traits, { ruling, appliedOrder: tries.appliedOrder });
  const start = startOf(template, { tries, applies, confirmations }, frame, before);
  const asked = {
    item: template,
    traits,
    ...start,
    round: tries.round,
    current: tries.open,
    dossier,
  };
  const consultation = applies === 'yes' ? consult(asked, calendar, horizon) : undefined;
  const ground = shaken(template.id, groundOf(template, groundsOf(before)), tries);
  const finish = finishOf({ tries, start, consultation, applies, ground, confirmations });
  return { template, applies, tries, ...start, consultation, ground, ...finish };
}

/** What others may ask of the item. */
function standingOf(
  { template, applies, done, doneOn }: Findings,
  { dossier }: Frame,
): ItemStanding {
  const isWaived = applies === 'no' && dossier.applicability[template.id] !== undefined;
  return {
    applies,
    ...(isWaived && { waived: true }),
    done,
    ...(done && doneOn !== undefined && { doneOn }),
  };
}

/** The applications of an item, without the stops that it does not allow. */
function allowedTries(
  template: ItemTemplate,
  { dossier, calendar, horizon, ahead }: Frame,
): { tries: Tries; notes: QualityNote[] } {
  const lapsedOn = (record: ApplicationRecord): Day | undefined => {
    const day = ahead.has(template.id) ? expiresOn(record) : undefined;
    if (day !== undefined) horizon.at(day);
    return day !== undefined && day <= horizon.today ? day : undefined;
  };
  const tries = triesOf(template, dossier, calendar, lapsedOn);
  const { current } = tries;
  const own = notesThatCount(
    template,
    tries.records.flatMap((record) => record.notes),
  );
  if (!current) return { tries, notes: own };
  const { stops, notes } = allowedStops(template, current);
  const counted = { ...current, stops };
  const records = tries.records.map((one) => (one === current ? counted : one));
  const open = tries.open && { open: counted };
  return { tries: { ...tries, records, current: counted, ...open }, notes: [...own, ...notes] };
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

function reachedBy(open: ApplicationRecord | undefined): ItemDraft['reached'] {
  const days = Object.entries(open?.utility ?? {}).map(([step, at]) => [step, dayOf(at)]);
  // The keys are those of the record's own steps.
  return Object.fromEntries(days) as ItemDraft['reached'];
}
