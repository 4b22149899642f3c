import type { AlertCommandType } from './alert/fact.ts';
import { wrongTraits } from './approval/trait-answers.ts';
import { isEnough } from './evidence.ts';
import type { Actor, CommandType, Confirmation, FactOf, Role } from './fact.ts';
import { ROLES } from './fact.ts';
import { levelOf } from './fold-events.ts';
import { approverOf } from './milestones.ts';
import { APPROVERS, LEADERS, reservedTo } from './roles.ts';
import type { Case, Verdict } from './verdict.ts';
import { accept, refuse } from './verdict.ts';

type Judged = Exclude<CommandType, 'command.register.v1' | AlertCommandType>;

/** Commands that not every role may give; plan changes ask for more, by their size. */
const RESERVED: Partial<Record<CommandType, readonly Role[]>> = {
  'command.approvePlanChange.v1': APPROVERS,
  'command.refusePlanChange.v1': APPROVERS,
  'command.markNotApplicable.v1': APPROVERS,
  'command.pause.v1': APPROVERS,
  'command.resume.v1': APPROVERS,
  'command.terminate.v1': LEADERS,
  'command.reopen.v1': LEADERS,
};

/** The refusal of a command that the role may not give at all; nothing where it may. */
export function barredFrom(type: CommandType, { role }: Actor): Verdict | undefined {
  const reserved = RESERVED[type];
  return reserved && reservedTo(reserved, role);
}

/** The rules of each command for a registered project. */
export const JUDGES: { [T in Judged]: (command: FactOf<T>, about: Case) => Verdict } = {
  'command.requestPlanChange.v1': ({ data: { milestone, to } }, about) => {
    const found = planned(milestone, about) ?? stillOpen(milestone, about);
    if (found) return found;
    const { planned: now, planChange } = milestoneOf(milestone, about) ?? {};
    if (planChange) {
      return refuse(
        'CHANGE_OPEN',
        `Change ${planChange.changeId} of ${milestone} waits for ${planChange.approver}.`,
      );
    }
    return now === to
      ? refuse('NOTHING_CHANGES', `${milestone} is planned for ${to} already.`)
      : accept;
  },
  'command.approvePlanChange.v1': judgeApproval,
  'command.refusePlanChange.v1': ({ data: { changeId } }, { dossier }) =>
    dossier.changes.some((change) => change.changeId === changeId)
      ? accept
      : unknownChange(changeId),
  'command.forecast.v1': ({ data: { milestone, date } }, about) =>
    planned(milestone, about) ?? stillOpen(milestone, about) ?? notEarlier(date, about) ?? accept,
  'command.recordMilestone.v1': ({ data: { milestone, date } }, about) =>
    known(milestone, about) ?? stillOpen(milestone, about) ?? notLater(date, about) ?? accept,
  'command.markNotApplicable.v1': ({ data: { milestone } }, about) =>
    known(milestone, about) ?? stillOpen(milestone, about) ?? accept,
  'command.pause.v1': ({ data: { from } }, about) =>
    notLater(from, about) ??
    (about.assessment.status === 'paused'
      ? refuse('ALREADY_PAUSED', 'The project is paused already; resume it first.')
      : accept),
  'command.resume.v1': ({ data: { on } }, about) => {
    const open = about.dossier.pauses.find(({ to }) => to === undefined);
    if (!open) return refuse('NOT_PAUSED', 'The project is not paused.');
    if (on < open.from)
      return refuse('INVALID_PERIOD', `It was paused on ${open.from}, after ${on}.`);
    return notLater(on, about) ?? accept;
  },
  'command.terminate.v1': () => accept,
  'command.reopen.v1': (_command, { assessment }) =>
    assessment.closed ? accept : refuse('NOT_CLOSED', 'The project is open.'),
  'command.confirm.v1': judgeConfirmation,
  'command.stateTraits.v1': ({ data: { traits } }, { definitions: { approval } }) => {
    const [wrong] = wrongTraits(traits, approval?.traits ?? []);
    return wrong
      ? refuse('UNKNOWN_TRAIT', `traits.${wrong.field}: expected ${wrong.expected}.`)
      : accept;
  },
  'command.update.v1': ({ data: { text, noChange } }) => {
    if ((text !== undefined) !== (noChange === true)) return accept;
    return refuse('NOTHING_CHANGES', 'Say how the project stands, or that nothing has changed.');
  },
  'command.assign.v1': ({ data: { from, to } }) =>
    to !== undefined && to < from
      ? refuse('INVALID_PERIOD', `The assignment would end on ${to}, before it begins on ${from}.`)
      : accept,
};

function judgeApproval(
  { data: { changeId, actor } }: FactOf<'command.approvePlanChange.v1'>,
  { dossier, definitions }: Case,
): Verdict {
  const change = dossier.changes.find((one) => one.changeId === changeId);
  if (!change) return unknownChange(changeId);
  if (change.by === actor.id) {
    return refuse('SAME_PERSON', `${actor.id} asked for this change; somebody else approves it.`);
  }
  const needed = approverOf(change.milestone, change.to, dossier, definitions.policy);
  if (ROLES.indexOf(actor.role) >= ROLES.indexOf(needed)) return accept;
  return refuse('ROLE_TOO_LOW', `This move needs ${needed}; ${actor.role} is not enough.`);
}

function judgeConfirmation(
  { data: { about: matter, milestone, decision, actor, documentNo } }: FactOf<'command.confirm.v1'>,
  about: Case,
): Verdict {
  const one = milestoneOf(milestone, about);
  if (matter === 'softGate') return judgeSoftGate(milestone, documentNo, about);
  if (matter === 'silence') return judgeSilence(milestone, decision, actor.role, about);
  const expected = {
    milestone: 'reported',
    withdrawal: 'withdrawn',
    worksWithoutPermit: 'withoutPermit',
  } as const;
  if (one?.state !== expected[matter]) {
    return refuse(
      'NOTHING_TO_DECIDE',
      `${milestone} is ${one?.state ?? 'not in the plan'}; nothing waits for a decision.`,
    );
  }
  const tooLow = mayDecide(matter, actor.role);
  if (tooLow) return tooLow;
  const reporters = about.dossier.proofs.filter((proof) => proof.milestone === milestone);
  if (reporters.some(({ by }) => by === actor.id)) {
    return refuse('SAME_PERSON', `${actor.id} reported ${milestone}; somebody else confirms it.`);
  }
  return accept;
}

// Whoever has seen that it did not happen bears it out; that it did is recorded as such.
function judgeSilence(
  milestone: string,
  decision: Confirmation['decision'],
  role: Role,
  { assessment: { signals } }: Case,
): Verdict {
  if (decision === 'return') {
    const wayOut = 'record the milestone if it has happened';
    return refuse('NOTHING_TO_DECIDE', `A silence can only be accepted; ${wayOut}.`);
  }
  if (signals.some(({ object, unverified }) => object === milestone && unverified)) {
    return mayDecide('silence', role) ?? accept;
  }
  return refuse('NOTHING_TO_DECIDE', `Nothing of ${milestone} is in doubt by a silent source.`);
}

function judgeSoftGate(
  milestone: string,
  documentNo: string | undefined,
  { definitions: { template, approval } }: Case,
): Verdict {
  const gates = [...template.gates, ...(approval?.gates ?? [])];
  if (!gates.some((gate) => gate.milestone === milestone && gate.soft.length > 0)) {
    return refuse('NOTHING_TO_DECIDE', `${milestone} has no soft gate in template ${template.id}.`);
  }
  if (documentNo !== undefined) return accept;
  return refuse(
    'DOCUMENT_REQUIRED',
    'A soft gate is passed by a document number, not by a reason.',
  );
}

// Dates are confirmed by whoever does not own them; what concerns the law is for leaders.
function mayDecide(matter: Confirmation['about'], role: Role): Verdict | undefined {
  if (matter === 'milestone' || matter === 'silence') {
    if (levelOf(role) === 'confirmed') return undefined;
    return refuse('ROLE_TOO_LOW', `${role} may not confirm this; ask the team or a liaison.`);
  }
  return reservedTo(LEADERS, role, 'decide');
}

const milestoneOf = (code: string, { assessment }: Case) =>
  assessment.milestones.find((milestone) => milestone.code === code);

function known(code: string, { definitions: { template } }: Case): Verdict | undefined {
  const codes = template.milestones.map((milestone) => milestone.code);
  if (codes.includes(code)) return undefined;
  return refuse(
    'UNKNOWN_MILESTONE',
    `Template ${template.id} has no ${code}; it has ${codes.join(', ')}.`,
  );
}

function planned(code: string, about: Case): Verdict | undefined {
  const unknown = known(code, about);
  if (unknown || milestoneOf(code, about)?.planned !== undefined) return unknown;
  return refuse('NOT_IN_PLAN', `${code} is not in the plan of ${about.assessment.code}.`);
}

function stillOpen(code: string, about: Case): Verdict | undefined {
  const one = milestoneOf(code, about);
  const done = one?.state === 'notApplicable' || (one?.state === 'reached' && isProved(one));
  if (!done) return undefined;
  return refuse(
    'ALREADY_REACHED',
    `${code} is ${one.state}${one.actual ? ` since ${one.actual}` : ''}.`,
  );
}

// A milestone kept by decision in spite of a withdrawn proof may still get a new one.
function isProved({ evidence, needs }: Case['assessment']['milestones'][number]): boolean {
  return evidence !== undefined && isEnough(evidence, needs);
}

function notLater(day: string, { today }: Case): Verdict | undefined {
  if (day <= today) return undefined;
  return refuse(
    'NOT_IN_FUTURE',
    `${day} lies after today, ${today}; give a forecast for what is to come.`,
  );
}

function notEarlier(day: string, { today }: Case): Verdict | undefined {
  if (day >= today) return undefined;
  return refuse(
    'INVALID_PERIOD',
    `${day} lies before today, ${today}; record the milestone if it has happened.`,
  );
}

const unknownChange = (changeId: string): Verdict =>
  refuse(
    'UNKNOWN_CHANGE',
    `No open plan change ${changeId}; it was decided already or never asked for.`,
  );
