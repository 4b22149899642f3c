import type { FactOf, Role } from '../fact.ts';
import { APPROVERS, LEADERS, reservedTo } from '../roles.ts';
import { dayOf, type Day } from '../time.ts';
import type { Verdict } from '../verdict.ts';
import { accept, refuse } from '../verdict.ts';
import type { AlertCase } from './case.ts';
import type { CaseCommand, CaseCommandType } from './fact.ts';
import { signalOf } from './fold-commands.ts';

type Judge<T extends CaseCommandType> = (one: AlertCase, command: FactOf<T>) => Verdict | undefined;

/** Whether a person may move an alert on so. */
export function judgeCase(command: CaseCommand, cases: readonly AlertCase[]): Verdict {
  const { alertId } = command.data;
  const signal = signalOf(alertId);
  const one = cases.find(({ id }) => id === signal);
  if (!one) return refuse('UNKNOWN_ALERT', `There is no alert ${alertId}.`);
  if (one.state === 'closed') {
    return refuse(
      'ALERT_CLOSED',
      `The alert is closed since ${dayOf(one.closed?.at ?? one.since)}.`,
    );
  }
  // The table is keyed by type, so the judge found fits the command; the compiler can't follow that.
  const judge = JUDGES[command.type] as (
    one: AlertCase,
    command: CaseCommand,
  ) => Verdict | undefined;
  return judge(one, command) ?? accept;
}

// The owner of a milestone does not verify it, and what was red is closed by a leader.
const VERIFIERS: readonly Role[] = [...APPROVERS, 'supervision', 'permitLiaison', 'utilityLiaison'];

const JUDGES: { [T in CaseCommandType]: Judge<T> } = {
  'command.acknowledge.v1': (one) => {
    const { acknowledged } = one;
    if (!acknowledged) return stillOpen(one);
    return refuse('ALREADY_ACKNOWLEDGED', `${acknowledged.by} has acknowledged it already.`);
  },
  'command.snooze.v1': (one, { data: { until }, occurredAt }) =>
    stillOpen(one) ?? later('The snooze would end', until, occurredAt),
  'command.delegate.v1': (one, { data: { actor, to, until }, occurredAt }) => {
    if (to === actor.id) return refuse('SAME_PERSON', `${to} can't stand in for ${to}.`);
    return stillOpen(one) ?? notEarlier('The delegation would end', until, occurredAt);
  },
  'command.rectify.v1': (one, { data: { forecast, text }, occurredAt }) => {
    if (isBlank(text)) return refuse('EVIDENCE_REQUIRED', 'Say what will be done.');
    return one.returned
      ? undefined
      : (stillOpen(one) ?? notEarlier('The forecast lies', forecast, occurredAt));
  },
  'command.verify.v1': (one, { data: { actor, evidence } }) =>
    reservedTo(VERIFIERS, actor.role) ??
    cleared(one) ??
    (one.state === 'toApprove'
      ? refuse('NOTHING_TO_DECIDE', 'It is verified and waits for a leader.')
      : undefined) ??
    (isBlank(evidence)
      ? refuse('EVIDENCE_REQUIRED', 'Name what shows it: a document, a photograph, a visit.')
      : undefined) ??
    another(actor.id, filersOf(one), 'verifies'),
  'command.close.v1': (one, { data: { actor } }) =>
    reservedTo(LEADERS, actor.role) ??
    cleared(one) ??
    (one.state === 'toVerify'
      ? refuse('EVIDENCE_REQUIRED', 'Nobody has verified it yet; verify it with evidence first.')
      : undefined) ??
    another(actor.id, [...filersOf(one), one.verified?.by], 'approves'),
};

/** Who answers for it: whoever filed the plan, else whoever acknowledged it. */
const filersOf = ({ rectification, acknowledged }: AlertCase) => [
  (rectification ?? acknowledged)?.by,
];

function stillOpen({ state }: AlertCase): Verdict | undefined {
  if (state === 'open') return undefined;
  return refuse('NOTHING_TO_DECIDE', 'The facts have cleared it; it only waits to be closed.');
}

function cleared({ state }: AlertCase): Verdict | undefined {
  if (state !== 'open') return undefined;
  return refuse('NOT_CLEARED', 'It still holds by the facts; record what has changed first.');
}

function another(
  person: string,
  others: readonly (string | undefined)[],
  does: string,
): Verdict | undefined {
  if (!others.includes(person)) return undefined;
  return refuse('SAME_PERSON', `${person} has acted on it before; somebody else ${does} it.`);
}

const isBlank = (text: string): boolean => text.trim() === '';

function later(what: string, day: Day | undefined, now: string): Verdict | undefined {
  if (day === undefined || day > dayOf(now)) return undefined;
  return refuse('INVALID_PERIOD', `${what} on ${day}, not after today, ${dayOf(now)}.`);
}

function notEarlier(what: string, day: Day | undefined, now: string): Verdict | undefined {
  if (day === undefined || day >= dayOf(now)) return undefined;
  return refuse('INVALID_PERIOD', `${what} on ${day}, before today, ${dayOf(now)}.`);
}
