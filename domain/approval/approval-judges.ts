import type { FactOf } from '../fact.ts';
import type { Moment } from '../time.ts';
import { dayOf } from '../time.ts';
import type { Verdict } from '../verdict.ts';
import { accept, refuse } from '../verdict.ts';
import { judgeConfirmation } from './confirmation-judge.ts';
import type { ItemCase, ItemCommandType } from './item-case.ts';
import type { ItemState } from './record.ts';
import { UTILITY_STEPS } from './template.ts';
import { isSuccess } from './tries.ts';

/** The rules of each command; rights, dates and which application is meant are judged before. */
export const ITEM_JUDGES: {
  [T in ItemCommandType]: (command: FactOf<T>, about: ItemCase) => Verdict;
} = {
  'command.approval.submit.v1': (_command, about) =>
    needed(about) ?? (about.item.done ? nextCertificate(about) : canApply(about)),
  'command.approval.accept.v1': (command, about) =>
    noSupply(about) ?? judgeAcceptance(command, about),
  'command.approval.decide.v1': (command, about) =>
    noSupply(about) ?? judgeDecision(command, about),
  'command.approval.opinion.v1': ({ data: { department } }, { item }) => {
    const asked = item.departments.map((one) => one.department);
    if (asked.includes(department)) return accept;
    const whom = asked.length === 0 ? 'nobody yet' : asked.join(', ');
    return refuse('UNKNOWN_DEPARTMENT', `${item.id} asks ${whom}, not ${department}.`);
  },
  'command.approval.requestCorrection.v1': (_command, about) => {
    const isOpen = about.item.corrections.some(({ answeredAt }) => answeredAt === undefined);
    if (!isOpen) return underWay(about) ?? accept;
    return wrongState(about, 'the correction asked for is open still; record its answer first');
  },
  'command.approval.resubmit.v1': (command, about) => judgeResubmission(command, about),
  'command.approval.suspend.v1': ({ data: { stop, plannedResumeOn } }, about) => {
    const allowed = about.template.mayStopFor;
    if (!allowed.includes(stop)) {
      const what = allowed.join(', ') || 'nothing';
      return refuse('STOP_NOT_ALLOWED', `${stop} does not stop ${about.item.id}; ${what} does.`);
    }
    if (plannedResumeOn !== undefined && plannedResumeOn < about.today) {
      return refuse('INVALID_PERIOD', `${plannedResumeOn} lies before today, ${about.today}.`);
    }
    return underReview(about) ?? accept;
  },
  'command.approval.resume.v1': (_command, about) =>
    about.item.stops.some(({ to }) => to === undefined)
      ? accept
      : wrongState(about, 'its clock is not stopped'),
  'command.approval.extend.v1': ({ data: { evidenceNo } }, about) =>
    underReview(about) ?? (evidenceNo === undefined ? document('an extension') : accept),
  'command.approval.withdraw.v1': (_command, about) => underWay(about) ?? accept,
  'command.approval.waive.v1': judgeWaiver,
  'command.approval.confirm.v1': judgeConfirmation,
  'command.approval.utilityStep.v1': judgeStep,
};

const ENDED: readonly ItemState[] = ['notAccepted', 'rejected', 'withdrawn', 'lapsed', 'revoked'];
const NOT_BEGUN: readonly ItemState[] = ['notStarted', 'ready', ...ENDED];

function judgeAcceptance(
  { data: { mode = 'normal', deficiencies = [] } }: FactOf<'command.approval.accept.v1'>,
  about: ItemCase,
): Verdict {
  const { item, template } = about;
  if (mode !== 'normal' && !template.modes.includes(mode)) {
    const modes = template.modes.join(', ');
    return refuse('MODE_NOT_ALLOWED', `${item.id} is not handled so (${mode}); it has ${modes}.`);
  }
  if (mode === 'deficient' && deficiencies.length === 0) {
    return refuse('DOCUMENT_REQUIRED', 'Name what is missing and by when it is made up.');
  }
  if (item.acceptedAt !== undefined) return wrongState(about, 'it is accepted already');
  // Of a decided one the acceptance is what is missing.
  return item.done ? accept : (underWay(about) ?? accept);
}

function judgeDecision({ data }: FactOf<'command.approval.decide.v1'>, about: ItemCase): Verdict {
  const found = underWay(about) ?? timely(data, about);
  if (found || data.decision === 'rejected') return found ?? accept;
  return notVetoed(about) ?? documented(data, about) ?? accept;
}

function timely(
  { on }: FactOf<'command.approval.decide.v1'>['data'],
  about: ItemCase,
): Verdict | undefined {
  const { item, template } = about;
  const accepted = item.acceptedAt ?? item.presumed?.on;
  if (accepted !== undefined) return on === undefined ? undefined : before(on, accepted, item.id);
  if (template.kind === 'opinion') return undefined;
  return wrongState(about, 'record its acceptance first');
}

function before(on: Moment, accepted: Moment, item: string): Verdict | undefined {
  if (dayOf(on) >= dayOf(accepted)) return undefined;
  return refuse('INVALID_PERIOD', `${item} was accepted on ${dayOf(accepted)}, after ${on}.`);
}

function notVetoed({ item, template }: ItemCase): Verdict | undefined {
  const against = item.departments.find(({ state }) => template.veto && state === 'disagree');
  if (!against) return undefined;
  const wayOut = 'record its new opinion, or reject';
  return refuse('VETO_STANDS', `${against.department} disagrees with ${item.id}; ${wayOut}.`);
}

function documented(
  { certNo, evidenceNo }: FactOf<'command.approval.decide.v1'>['data'],
  { item, template }: ItemCase,
): Verdict | undefined {
  if (certNo !== undefined && item.certificateHeld) {
    return refuse(
      'CERTIFICATE_HELD',
      `${item.id} lacks a document that is overdue; make it up first.`,
    );
  }
  const isBare = certNo === undefined && evidenceNo === undefined;
  return template.kind === 'licence' && isBare ? document('a licence') : undefined;
}

function judgeResubmission(
  { data: { redesign, documents = [] } }: FactOf<'command.approval.resubmit.v1'>,
  about: ItemCase,
): Verdict {
  const { item } = about;
  if (item.corrections.some(({ answeredAt }) => answeredAt === undefined)) return accept;
  if (redesign && item.applications.length > 0 && !ENDED.includes(item.state)) return accept;
  const owed = item.deficiencies.filter(({ madeUpAt }) => madeUpAt === undefined);
  const names = owed.map(({ document: name }) => name);
  if (documents.some((name) => names.includes(name))) return accept;
  const asked =
    names.length > 0 ? `name what is owed: ${names.join(', ')}` : 'nothing was asked for';
  return wrongState(about, asked);
}

function judgeWaiver(
  { data: { applies, evidenceNo } }: FactOf<'command.approval.waive.v1'>,
  about: ItemCase,
): Verdict {
  const { item } = about;
  if (item.applies === (applies ? 'yes' : 'no')) {
    return refuse('NOTHING_CHANGES', `${item.id} is ${applies ? '' : 'not '}needed already.`);
  }
  if (applies) return accept;
  if (item.done) return done(about);
  if (!NOT_BEGUN.includes(item.state)) return wrongState(about, 'withdraw its application first');
  return evidenceNo === undefined ? document('leaving an item out') : accept;
}

function judgeStep(
  { data: { step } }: FactOf<'command.approval.utilityStep.v1'>,
  about: ItemCase,
): Verdict {
  const { item, template } = about;
  if (template.kind !== 'utility') {
    return refuse('WRONG_KIND', `${item.id} is no supply; record its acceptance or decision.`);
  }
  if (item.done) return done(about);
  const last = item.utility?.step;
  const isLater = last === undefined || UTILITY_STEPS.indexOf(step) > UTILITY_STEPS.indexOf(last);
  return isLater ? (needed(about) ?? accept) : wrongState(about, `${last} is recorded already`);
}

function canApply(about: ItemCase): Verdict {
  const { item } = about;
  if (!NOT_BEGUN.includes(item.state)) return wrongState(about, 'its application is under way');
  if (item.waitsFor.length === 0) return accept;
  const wayOut = 'record those first, or have them left out';
  return refuse('NOT_READY', `${item.id} waits for ${item.waitsFor.join(', ')}; ${wayOut}.`);
}

/** Of a permit that is given in stages (分阶段: 基坑, ±0.00 以下, 以上) the next one may be applied for. */
function nextCertificate(about: ItemCase): Verdict {
  const { item } = about;
  if (!isSuccess(item.state)) return wrongState(about, 'its application is under way');
  const isStaged = item.certificates.some(({ phase, revoked }) => phase !== undefined && !revoked);
  return isStaged ? accept : done(about);
}

function needed({ item }: ItemCase): Verdict | undefined {
  if (item.applies !== 'no') return undefined;
  return refuse('NOT_APPLICABLE', `${item.id} is not needed; decide first that it is.`);
}

function noSupply({ item, template }: ItemCase): Verdict | undefined {
  if (template.kind !== 'utility') return undefined;
  return refuse('WRONG_KIND', `${item.id} is a supply; record the steps of its utility.`);
}

function underWay(about: ItemCase): Verdict | undefined {
  if (about.item.done && isSuccess(about.item.state)) return done(about);
  return NOT_BEGUN.includes(about.item.state)
    ? wrongState(about, 'nothing of it is under way; record the application first')
    : undefined;
}

function underReview(about: ItemCase): Verdict | undefined {
  const { acceptedAt, presumed } = about.item;
  const found = underWay(about);
  if (found || acceptedAt !== undefined || presumed) return found;
  return wrongState(about, 'its clock does not run; record its acceptance first');
}

const done = ({ item }: ItemCase): Verdict =>
  refuse('WRONG_STATE', `${item.id} is done${item.doneOn ? ` since ${item.doneOn}` : ''}.`);

const wrongState = ({ item }: ItemCase, why: string): Verdict =>
  refuse('WRONG_STATE', `${item.id} is ${item.state}: ${why}.`);

const document = (what: string): Verdict =>
  refuse('DOCUMENT_REQUIRED', `For ${what} give the number of the document that says so.`);
