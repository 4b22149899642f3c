import { dayOf } from '../time.ts';
import type { Application, ApprovalDossier, Step } from './dossier.ts';
import type { ApplicationRecord, ItemState } from './record.ts';
import type { Told } from './steps.ts';
import type { ItemTemplate } from './template.ts';
import { recordOf } from './trace.ts';

/**
 * Sorts steps, which come in fold order, into applications. One without a number goes to the
 * application that waits for it; a number first heard later becomes that of the application that
 * had none; handing in anew after a failure begins another application.
 */
export function placeSteps(told: readonly Told[]): Application[] {
  const applications: Application[] = [];
  for (const { item, no, step } of told) {
    const own = applications.filter((one) => one.item === item);
    const found = find(own, no, step);
    if (found && !beginsAnew(found, step)) found.steps.push(step);
    else applications.push({ item, no: numberOf(own, no ?? UNNUMBERED), steps: [step] });
  }
  return applications;
}

/** The applications for an item of a template, oldest first: by its id, its utility or its land fact. */
export function applicationsOf(
  { applications }: Pick<ApprovalDossier, 'applications'>,
  { id, utility, land }: Pick<ItemTemplate, 'id' | 'utility' | 'land'>,
): Application[] {
  const names = [id, ...(utility ? [`utility:${utility}`] : []), ...(land ? [`land:${land}`] : [])];
  const own = applications.filter(({ item }) => names.includes(item));
  if (new Set(own.map(({ item }) => item)).size < 2)
    return own.map((one) => ({ ...one, item: id }));
  // What people say names the item, what systems say the utility: together they are one story.
  const told = own
    .flatMap(({ no, steps }) => steps.map((step) => ({ item: id, ...baseOf(no), step })))
    .sort((a, b) => a.step.order - b.step.order);
  return placeSteps(told);
}

const UNNUMBERED = '-';
const TRY = /#\d+$/;

function find(own: readonly Application[], no: string | undefined, step: Step) {
  if (no === undefined) return findWaiting(own, step);
  const known = own.findLast((one) => one.no.replace(TRY, '') === no);
  if (known) return known;
  const unnumbered = own.findLast((one) => one.no.replace(TRY, '') === UNNUMBERED && isOpen(one));
  if (unnumbered) unnumbered.no = numberOf(own, no);
  return unnumbered;
}

function findWaiting(own: readonly Application[], { kind, says }: Step) {
  const holds = own.findLast(
    (one) => says.certNo !== undefined && hasCertificate(one, says.certNo),
  );
  if (kind === 'revoked' && holds) return holds;
  const decided = kind === 'certified' ? own.findLast(isDecided) : undefined;
  return holds ?? decided ?? own.findLast(isOpen) ?? own.at(-1);
}

const hasCertificate = ({ steps }: Application, certNo: string): boolean =>
  steps.some(({ kind, says }) => kind !== 'revoked' && says.certNo === certNo);

const OPEN: readonly ItemState[] = [
  'submitted',
  'accepted',
  'correctionRequested',
  'inReview',
  'suspended',
];

const isOpen = (application: Application): boolean => OPEN.includes(recordOf(application).state);

function isDecided(application: Application): boolean {
  const { state } = recordOf(application);
  return state === 'approved' || state === 'approvedWithConditions';
}

/** Whether somebody applies again after this application failed. */
function beginsAnew(application: Application, step: Step): boolean {
  const isEntry =
    step.kind === 'submitted' || step.kind === 'accepted' || step.says.utilityStep === 'accepted';
  if (!isEntry) return false;
  const record = recordOf(application);
  if (!record.ended) return isHandedInAnew(record, step);
  const { ended, acceptedAt } = record;
  if (dayOf(ended.at) >= dayOf(step.at)) return false;
  // A rejection whose acceptance was missing has got it now.
  return !(step.kind === 'accepted' && ended.how === 'rejected' && acceptedAt === undefined);
}

/** People may hand in what is decided once it has lapsed, its promise was broken, or for the next of several certificates. */
function isHandedInAnew({ decision }: ApplicationRecord, { kind, by, at }: Step): boolean {
  if (!decision || kind !== 'submitted' || !by.actor) return false;
  return dayOf(decision.at) < dayOf(at);
}

function numberOf(own: readonly Application[], no: string): string {
  const tries = own.filter((one) => one.no.replace(TRY, '') === no).length;
  return tries === 0 ? no : `${no}#${String(tries + 1)}`;
}

function baseOf(no: string): { no?: string } {
  const base = no.replace(TRY, '');
  return base === UNNUMBERED ? {} : { no: base };
}
