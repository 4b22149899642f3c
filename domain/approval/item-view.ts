import { workingDaysBetween } from '../calendar.ts';
import { present } from '../present.ts';
import type { Day } from '../time.ts';
import { addDays, dayOf } from '../time.ts';
import { traitsOf } from './applicability.ts';
import type { Holder } from './assessment.ts';
import type { Count } from './clocks.ts';
import { applicantOf, holderDays, holderOf } from './holder.ts';
import type { DraftedItem, Findings, Frame } from './item-draft.ts';
import type { ApplicationRecord, ItemState } from './record.ts';
import { lastStepOf } from './utility-steps.ts';

/** What is shown of an item, of all that was found out about it. */
export function viewOf(findings: Findings, counts: readonly Count[], frame: Frame): DraftedItem {
  const { template, applies, tries, waitsFor, readyOn, presumption, consultation } = findings;
  const { id, name, stage, authority, window } = template;
  const { current, records, round, promise } = tries;
  const { state, done, doneOn, staleness } = findings;
  return present({
    id,
    name,
    stage,
    authority,
    window,
    applies,
    skipped: applies === 'no' ? skippedBy(findings, frame) : undefined,
    state,
    round,
    done,
    doneOn: done ? doneOn : undefined,
    mode: current?.mode,
    applicationNo: current?.no,
    applications: records.map(({ no }) => no),
    submittedAt: current?.submittedAt,
    acceptedAt: current?.acceptedAt,
    presumed: presumption && !presumption.confirmed ? { on: presumption.on } : undefined,
    decision: current?.decision && decisionOf(current.decision),
    clocks: counts.map(({ clock }) => clock),
    stops: current?.stops ?? [],
    corrections: current?.corrections ?? [],
    ...documentsOf(findings, frame),
    promiseCheck: promise?.check,
    opinions: current?.opinions ?? [],
    departments: consultation?.departments ?? [],
    certificates: records.flatMap(({ certificates }) => certificates),
    utility: template.kind === 'utility' ? lastStepOf(current?.utility ?? {}) : undefined,
    holder: holderNow(findings),
    holderDays: daysHeld(findings, frame),
    waitsFor: applies === 'no' || done ? [] : waitsFor,
    readyOn,
    stale: staleness.stale,
    facts: factsOf(findings, frame),
  });
}

function skippedBy(
  { template, tries }: Findings,
  { dossier, traits }: Frame,
): DraftedItem['skipped'] {
  const ruling = dossier.applicability[template.id];
  if (ruling && tries.records.length === 0) {
    return { reason: ruling.reason, by: ruling.by, ref: ruling.ref };
  }
  const fields = template.appliesWhen ? traitsOf(template.appliesWhen) : [];
  const known = fields.flatMap((field) => {
    const value = traits[field];
    return value === undefined ? [] : [`${field}=${String(value)}`];
  });
  return ruling
    ? { reason: ruling.reason, by: ruling.by, ref: ruling.ref }
    : { reason: known.join(', ') };
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

function holderNow({
  applies,
  template,
  state,
  done,
  waitsFor,
  open,
  ...rest
}: Findings): Holder | undefined {
  if (applies !== 'yes' || done || WAITING.includes(state)) return undefined;
  // Open again though it was decided: somebody has to look at it.
  if (rest.staleness.reopened) return 'authority';
  if (rest.consultation && rest.consultation.vetoes.length > 0) return 'enterprise';
  if (open) return holderOf(open, template);
  if (rest.consultation?.outcome) return 'authority';
  return waitsFor.length === 0 ? applicantOf(template) : undefined;
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
