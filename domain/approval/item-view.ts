import { workingDaysBetween } from '../calendar.ts';
import { present } from '../present.ts';
import type { Day } from '../time.ts';
import { addDays, dayOf } from '../time.ts';
import { traitsOf } from './applicability.ts';
import type { Holder } from './assessment.ts';
import type { Count } from './clocks.ts';
import { applicantOf, holderDays, holderOf } from './holder.ts';
import type { DraftedItem, Findings, Frame } from './item-draft.ts';
import type { Consultation } from './opinions.ts';
import type { ApplicationRecord, ItemState } from './record.ts';
import { isSuccess } from './tries.ts';
import { lastStepOf } from './utility-steps.ts';

/** What is shown of an item, of all that was found out about it. */
export function viewOf(findings: Findings, counts: readonly Count[], frame: Frame): DraftedItem {
  const { template, applies, tries, readyOn, presumption, consultation } = findings;
  const { id, name, stage, authority, window } = template;
  const { records, round, promise } = tries;
  const { state, done, staleness } = findings;
  return present({
    id,
    name,
    stage,
    authority,
    window,
    applies,
    state,
    round,
    done,
    applications: records.map(({ no }) => no),
    ...applicationOf(tries.current),
    ...documentsOf(findings, frame),
    ...endingOf(findings, frame),
    presumed: presumption && !presumption.confirmed ? { on: presumption.on } : undefined,
    clocks: counts.map(({ clock }) => clock),
    promiseCheck: promise?.check,
    departments: consultation?.departments ?? [],
    certificates: records.flatMap(({ certificates }) => certificates),
    utility: supplyOf(findings),
    holder: holderNow(findings),
    holderDays: daysHeld(findings, frame),
    readyOn,
    stale: staleness.stale,
    facts: factsOf(findings, frame),
  });
}

/** What the application that counts says itself. */
function applicationOf(current: ApplicationRecord | undefined) {
  if (!current) return { stops: [], corrections: [], opinions: [] };
  const { no, mode, submittedAt, acceptedAt, decision, stops, corrections, opinions } = current;
  const decided = decision && decisionOf(decision);
  return {
    mode,
    applicationNo: no,
    submittedAt,
    acceptedAt,
    decision: decided,
    stops,
    corrections,
    opinions,
  };
}

const supplyOf = ({ template, tries }: Findings): DraftedItem['utility'] =>
  template.kind === 'utility' ? lastStepOf(tries.current?.utility ?? {}) : undefined;

/** What is left of it: nothing once it is done or found not to be needed. */
function endingOf(findings: Findings, frame: Frame) {
  const { applies, done, doneOn, waitsFor } = findings;
  if (applies === 'no') return { waitsFor: [], skipped: skippedBy(findings, frame) };
  return done ? { waitsFor: [], doneOn } : { waitsFor };
}

function skippedBy(
  { template }: Findings,
  { dossier, traits }: Frame,
): NonNullable<DraftedItem['skipped']> {
  const ruling = dossier.applicability[template.id];
  if (ruling) return { reason: ruling.reason, by: ruling.by, ref: ruling.ref };
  const fields = template.appliesWhen ? traitsOf(template.appliesWhen) : [];
  const known = fields.filter((field) => traits[field] !== undefined);
  return { reason: known.map((field) => `${field}=${String(traits[field])}`).join(', ') };
}

const decisionOf = ({
  is,
  at,
  conditions,
}: NonNullable<ApplicationRecord['decision']>): NonNullable<DraftedItem['decision']> => ({
  is,
  on: dayOf(at),
  conditions,
});

/** Documents to be made up, and whether the certificate is held back for one (证件扣发). */
function documentsOf(
  { template, tries: { current } }: Findings,
  { horizon }: Frame,
): Pick<DraftedItem, 'deficiencies' | 'certificateHeld'> {
  const deficiencies = (current?.deficiencies ?? []).map((one) => {
    if (one.madeUpAt === undefined) horizon.at(addDays(one.dueDate, 1));
    return { ...one, overdue: one.madeUpAt === undefined && one.dueDate < horizon.today };
  });
  const isIssued = current?.certificates.some(({ revoked }) => !revoked) ?? false;
  const isHeld =
    template.certificate !== undefined &&
    !isIssued &&
    !current?.ended &&
    deficiencies.some(({ overdue }) => overdue);
  return { deficiencies, ...(isHeld && { certificateHeld: true as const }) };
}

const WAITING: readonly ItemState[] = ['notStarted'];

function holderNow(findings: Findings): Holder | undefined {
  const { applies, template, tries, state, done, waitsFor, staleness, consultation } = findings;
  if (applies !== 'yes' || (done && isSuccess(state)) || WAITING.includes(state)) return undefined;
  // Open again though it was decided: somebody has to look at it.
  if (staleness.reopened) return 'authority';
  const asked = consultation && holderOfAsked(consultation);
  if (asked) return asked;
  if (tries.open) return holderOf(tries.open, template);
  return waitsFor.length === 0 ? applicantOf(template) : undefined;
}

/** A no is for the enterprise to do something about; an opinion that was asked for is with those who were asked. */
function holderOfAsked({ vetoes, outcome }: Consultation): Holder | undefined {
  if (vetoes.length > 0) return 'enterprise';
  return outcome ? 'authority' : undefined;
}

function daysHeld(
  { applies, template, tries, readyOn, done, doneOn, consultation }: Findings,
  { calendar, horizon }: Frame,
): DraftedItem['holderDays'] {
  const to: Day = done && doneOn !== undefined ? doneOn : horizon.today;
  if (applies !== 'yes') return {};
  if (tries.records.length === 0 && consultation) {
    const { days } = workingDaysBetween(calendar, consultation.askedOn, to);
    return days > 0 ? { authority: days } : {};
  }
  if (readyOn === undefined) return {};
  const { records } = tries;
  const from = records.map(firstDayOf).reduce((a, b) => (b < a ? b : a), readyOn);
  return holderDays({ item: template, records, from, to }, calendar);
}

const firstDayOf = ({ submittedAt, acceptedAt, utility, lastStepAt }: ApplicationRecord): Day =>
  dayOf(submittedAt ?? acceptedAt ?? utility.accepted ?? lastStepAt);

function factsOf({ template, tries }: Findings, { dossier }: Frame): DraftedItem['facts'] {
  const ruling = dossier.applicability[template.id];
  return [...(tries.current?.refs ?? []), ...(ruling ? [ruling.ref] : [])];
}
