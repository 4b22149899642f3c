import { severity } from '../colour.ts';
import type { CommandType, FactOf, Role } from '../fact.ts';
import { LEADERS, reservedTo } from '../roles.ts';
import { daysBetween, type Day } from '../time.ts';
import type { Case, Verdict } from '../verdict.ts';
import { accept, refuse } from '../verdict.ts';
import { alertIdOf } from './alert-id.ts';
import type { AlertCommandType, CaseCommandType } from './fact.ts';

type Judged = Exclude<AlertCommandType, CaseCommandType> & CommandType;

/** Who may write down a leader's word (代录), both names kept. */
const OFFICE: readonly Role[] = ['supervision', 'team'];

/** The rules of commands about instructions, excuses and colours set by hand. */
export const ALERT_JUDGES: { [T in Judged]: (command: FactOf<T>, about: Case) => Verdict } = {
  'command.instruct.v1': ({ data }, about) =>
    mayInstruct(data) ??
    isNew(data, about) ??
    aboutAlert(data, about) ??
    ahead(data.due, about) ??
    accept,
  'command.raiseNeed.v1': ({ data: { needId, alertId, due } }, about) =>
    isNew({ instructionId: needId }, about) ??
    aboutAlert({ ...(alertId !== undefined && { alertId }) }, about) ??
    ahead(due, about) ??
    accept,
  'command.reportInstruction.v1': judgeReport,
  'command.exempt.v1': ({ data: { actor, signal, documentNo, until } }, about) =>
    leader(actor.role) ??
    notOwn(actor.id, about) ??
    speaks(signal, about) ??
    documented(documentNo) ??
    (until === undefined ? undefined : ahead(until, about)) ??
    accept,
  'command.endExemption.v1': ({ data: { actor, signal } }, about) => {
    const isExempt = about.assessment.signals.some(({ id, exempt }) => id === signal && exempt);
    if (!isExempt) return refuse('NOTHING_TO_DECIDE', `${signal} is not excused.`);
    return leader(actor.role) ?? accept;
  },
  'command.override.v1': ({ data }, about) =>
    leader(data.actor.role) ??
    askedByAnother(data) ??
    isAnother(data, about) ??
    ahead(data.until, about) ??
    shortEnough(data.until, about) ??
    accept,
  'command.endOverride.v1': ({ data: { actor } }, { assessment: { override } }) => {
    if (!override) return refuse('NOTHING_TO_DECIDE', 'No colour is set by hand.');
    // Whoever asked for it may take it back.
    return override.requestedBy === actor.id ? accept : (leader(actor.role) ?? accept);
  },
};

const leader = (role: Role): Verdict | undefined => reservedTo(LEADERS, role);

function mayInstruct({
  actor,
  onBehalfOf,
}: FactOf<'command.instruct.v1'>['data']): Verdict | undefined {
  if (onBehalfOf === undefined) return leader(actor.role);
  if ([...LEADERS, ...OFFICE].includes(actor.role)) return undefined;
  const wayOut = `ask ${OFFICE.join(' or ')}`;
  return refuse('ROLE_TOO_LOW', `${actor.role} may not write down a leader's word; ${wayOut}.`);
}

function isNew(
  { instructionId }: Pick<FactOf<'command.instruct.v1'>['data'], 'instructionId'>,
  { dossier }: Case,
): Verdict | undefined {
  const known = dossier.instructions[instructionId];
  if (!known) return undefined;
  const wayOut = 'report on it, or give the new one another id';
  return refuse('ALREADY_INSTRUCTED', `${instructionId} was given on ${known.on}; ${wayOut}.`);
}

function aboutAlert(
  { alertId }: Pick<FactOf<'command.instruct.v1'>['data'], 'alertId'>,
  { cases, assessment }: Case,
): Verdict | undefined {
  if (alertId === undefined) return undefined;
  const isKnown = cases.some(({ id }) => alertIdOf(assessment.code, id) === alertId);
  return isKnown ? undefined : refuse('UNKNOWN_ALERT', `There is no alert ${alertId}.`);
}

function judgeReport(
  { data: { instructionId, actor, done } }: FactOf<'command.reportInstruction.v1'>,
  { dossier }: Case,
): Verdict {
  const instruction = dossier.instructions[instructionId];
  if (!instruction) {
    return refuse('UNKNOWN_INSTRUCTION', `There is no instruction ${instructionId}.`);
  }
  const { owner, need, by } = instruction;
  // Who has raised a need knows best that it is met.
  const isOwn = actor.id === owner || (need === true && actor.id === by);
  const mayReport = isOwn || [...LEADERS, ...OFFICE].includes(actor.role);
  if (!mayReport) {
    const wayOut = `ask ${instruction.owner}, ${OFFICE.join(' or ')}`;
    return refuse('ROLE_TOO_LOW', `${actor.id} does not own ${instructionId}; ${wayOut}.`);
  }
  const { doneOn } = instruction;
  if (!done || doneOn === undefined) return accept;
  return refuse('NOTHING_CHANGES', `${instructionId} is done since ${doneOn}.`);
}

/** Nobody excuses what is his own to do. */
function notOwn(actor: string, { assessment: { people } }: Case): Verdict | undefined {
  if (actor !== people.manager && actor !== people.deputy) return undefined;
  return refuse('SAME_PERSON', `${actor} manages this project; another leader excuses it.`);
}

function speaks(signal: string, { assessment: { signals } }: Case): Verdict | undefined {
  const isOpen = signals.some(({ id, colour }) => id === signal && severity(colour) > 0);
  if (isOpen) return undefined;
  return refuse(
    'UNKNOWN_SIGNAL',
    `Nothing is wrong that is called ${signal}; see the explanation.`,
  );
}

function documented(documentNo: string): Verdict | undefined {
  if (documentNo.trim() !== '') return undefined;
  return refuse('DOCUMENT_REQUIRED', 'An excuse rests on the number of a document.');
}

function askedByAnother({
  actor,
  requestedBy,
}: FactOf<'command.override.v1'>['data']): Verdict | undefined {
  if (actor.id !== requestedBy) return undefined;
  return refuse('SAME_PERSON', `${actor.id} asked for this colour; somebody else approves it.`);
}

function isAnother(
  { colour }: FactOf<'command.override.v1'>['data'],
  { assessment: { colour: shown, computedColour, status, code } }: Case,
): Verdict | undefined {
  if (shown === null) {
    return refuse('NOTHING_TO_DECIDE', `${code} is ${status} and carries no colour.`);
  }
  if (colour !== (computedColour ?? shown)) return undefined;
  return refuse('NOTHING_CHANGES', `The rules say ${colour} already.`);
}

function ahead(day: Day, { today }: Case): Verdict | undefined {
  if (day >= today) return undefined;
  return refuse('INVALID_PERIOD', `${day} lies before today, ${today}.`);
}

function shortEnough(until: Day, { definitions: { policy }, today }: Case): Verdict | undefined {
  const { overrideUpToDays = 0, id } = policy;
  if (overrideUpToDays > 0 && daysBetween(today, until) <= overrideUpToDays) return undefined;
  const most = overrideUpToDays > 0 ? `for ${overrideUpToDays} days at most` : 'not at all';
  return refuse('PERIOD_TOO_LONG', `By policy ${id} a colour is set by hand ${most}.`);
}
