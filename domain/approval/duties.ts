import { addWorkingDays } from '../calendar.ts';
import type { WorkingCalendar } from '../definitions.ts';
import { receiptDay } from '../office-hours.ts';
import type { Day } from '../time.ts';
import { dayOf, laterOf } from '../time.ts';
import type { Duty, DutyKind, GateAssessment, Holder, ItemAssessment } from './assessment.ts';
import type { ApprovalDossier, QualityNote } from './dossier.ts';
import { openConfirmations } from './confirmations.ts';
import { applicantOf, reviewerOf } from './holder.ts';
import { OPEN_TO_APPLY, type ItemState } from './record.ts';
import type { ItemTemplate } from './template.ts';
import { isSuccess } from './tries.ts';
import { stepAfter } from './utility-steps.ts';

/** What duties are found from: an assessment that is complete but for them. */
export interface DutyInput {
  items: readonly ItemAssessment[];
  gates: readonly GateAssessment[];
  templates: readonly ItemTemplate[];
  /** Those of the applications too. */
  notes: readonly QualityNote[];
  dossier: Pick<ApprovalDossier, 'opening' | 'project' | 'confirmations'>;
  calendar: WorkingCalendar;
}

/** All that somebody has to do now, in the order of the items; the id of a duty stays as long as the duty. */
export function dutiesOf(input: DutyInput): Duty[] {
  return input.items.flatMap((item) => {
    const template = input.templates.find(({ id }) => id === item.id);
    return template ? RULES.flatMap((rule) => rule({ item, template, input })) : [];
  });
}

interface ItemCase {
  item: ItemAssessment;
  template: ItemTemplate;
  input: DutyInput;
}

/** Working days within which an authority says whether it accepts (行政许可法 第32条). */
const ACCEPT_WITHIN = 5;

const BEFORE_ACCEPTANCE: readonly ItemState[] = ['submitted'];
// With `submitted` where the acceptance is presumed only.
const UNDER_REVIEW: readonly ItemState[] = [
  'submitted',
  'accepted',
  'correctionRequested',
  'inReview',
  'suspended',
];

const RULES: readonly ((about: ItemCase) => Duty[])[] = [
  determineDuty,
  applyDuty,
  acceptDuty,
  stepDuty,
  decideDuty,
  opinionDuties,
  correctionDuties,
  makeUpDuties,
  promiseDuty,
  confirmDuties,
];

function determineDuty({ item, template, input }: ItemCase): Duty[] {
  if (item.applies !== 'undetermined') return [];
  return [
    duty('determine', item, { holder: 'park', authority: template.window, since: opened(input) }),
  ];
}

function applyDuty({ item, template, input }: ItemCase): Duty[] {
  if (item.applies !== 'yes' || item.done || !OPEN_TO_APPLY.includes(item.state)) return [];
  if (item.waitsFor.length > 0) return [];
  const since = item.readyOn ?? opened(input);
  return [duty('apply', item, { holder: applicantOf(template), since })];
}

function acceptDuty({ item, template, input: { calendar } }: ItemCase): Duty[] {
  if (isSupply(template) || item.presumed || item.submittedAt === undefined) return [];
  if (!BEFORE_ACCEPTANCE.includes(item.state)) return [];
  const since = dayOf(item.submittedAt);
  const from = receiptDay(calendar, lastHandedIn(item));
  const due = addWorkingDays(calendar, from, ACCEPT_WITHIN).day;
  return [duty('accept', item, { holder: reviewerOf(template), since, due })];
}

// A correction before acceptance begins the five days anew.
const lastHandedIn = ({ submittedAt = '', corrections }: ItemAssessment): string =>
  corrections.reduce((last, { answeredAt = last }) => laterOf(last, answeredAt), submittedAt);

const isSupply = ({ kind }: ItemTemplate): boolean => kind === 'utility';

function stepDuty({ item, template }: ItemCase): Duty[] {
  if (!isSupply(template) || item.done || item.applications.length === 0) return [];
  const since = item.utility?.on ?? (item.submittedAt && dayOf(item.submittedAt));
  const next = nextStepOf(item, template);
  if (next === undefined || since === undefined) return [];
  const holder = item.holder ?? reviewerOf(template);
  return [duty('step', item, { holder, since, ...dueOf(item) }, next)];
}

function nextStepOf({ state, utility }: ItemAssessment, template: ItemTemplate) {
  if (OPEN_TO_APPLY.includes(state)) return undefined;
  const { step, on } = utility ?? {};
  return stepAfter(step && on ? { [step]: on } : {}, template);
}

// It stays while the clock is stopped: who holds it then is said by the item.
function decideDuty({ item, template }: ItemCase): Duty[] {
  const accepted = item.acceptedAt ?? item.presumed?.on;
  if (isSupply(template) || accepted === undefined) return [];
  if (!UNDER_REVIEW.includes(item.state)) return [];
  const since = dayOf(accepted);
  return [duty('decide', item, { holder: reviewerOf(template), since, ...dueOf(item) })];
}

const dueOf = ({ clocks }: ItemAssessment): { due?: Day } => {
  const clock =
    clocks.find(({ kind }) => kind === 'promised') ??
    clocks.find(({ kind }) => kind === 'statutory');
  return clock ? { due: clock.due } : {};
};

function opinionDuties({ item }: ItemCase): Duty[] {
  const asked = item.done ? [] : item.departments.filter(({ state }) => state === 'asked');
  return asked.flatMap(({ department, askedOn, asking, due, deemedOn, announced }) => {
    const theirs = { holder: 'authority' as const, authority: department, asking };
    const consents = announced.map(({ ahead, on }) => {
      const last = deemedOn ?? due;
      const when = { since: on, ...(last && { due: last }) };
      return duty('consentAnnounced', item, { ...theirs, ...when }, `${department}/${ahead}`);
    });
    const own = { ...theirs, since: askedOn, ...(due && { due }) };
    return [duty('opinion', item, own, department), ...consents];
  });
}

function correctionDuties({ item }: ItemCase): Duty[] {
  const isOver = isSuccess(item.state);
  const open = isOver ? [] : item.corrections.filter((one) => one.answeredAt === undefined);
  return open.map(({ round, askedAt, replyBy }) => {
    const when = { since: dayOf(askedAt), ...(replyBy && { due: replyBy }) };
    return duty('correct', item, { holder: 'enterprise', ...when }, String(round));
  });
}

function makeUpDuties({ item }: ItemCase): Duty[] {
  const since = item.acceptedAt && dayOf(item.acceptedAt);
  const open = item.deficiencies.filter(({ madeUpAt }) => madeUpAt === undefined);
  return open.map(({ document, dueDate }) =>
    duty('makeUp', item, { holder: 'enterprise', since: since ?? dueDate, due: dueDate }, document),
  );
}

function promiseDuty({ item, template }: ItemCase): Duty[] {
  const { promiseCheck: check, decision } = item;
  if (!check || check.checked || !item.done) return [];
  const since = decision?.on ?? check.due;
  return [duty('checkPromise', item, { holder: reviewerOf(template), since, due: check.due })];
}

function confirmDuties({ item, input }: ItemCase): Duty[] {
  return openConfirmations(item, input).map(({ about, since }) =>
    duty('confirm', item, { holder: 'park', since: since ?? opened(input) }, about),
  );
}

const opened = ({ dossier: { opening } }: DutyInput): Day => opening?.on ?? '';

interface DutyTerms {
  holder: Holder;
  /** Else that of the item. */
  authority?: string;
  since: Day;
  due?: Day;
  /** Which time it is owed; a later time is another duty. */
  asking?: number | undefined;
}

function duty(
  kind: DutyKind,
  { id: item, round, authority, name }: ItemAssessment,
  { asking, ...terms }: DutyTerms,
  detail?: string,
): Duty {
  const parts = [item, round, kind, detail, asking].filter((part) => part !== undefined);
  return {
    id: parts.join('/'),
    kind,
    item,
    round,
    ...(detail !== undefined && { detail }),
    authority,
    ...terms,
    words: { zh: name.zh, en: name.en },
  };
}
