import { severity } from '../colour.ts';
import type { AlertCase, CaseRecord, CloseCause, Severity } from './case.ts';
import { present } from '../present.ts';
import { closingOf } from './apply-act.ts';
import type { Clearing } from './clearing.ts';
import { dayOf, type Day } from '../time.ts';
import type { CaseMoment, Move, Wanted } from './raise-case.ts';
import { ladderOf, tellingOf } from './raise-case.ts';

const isWorse = (a: Severity, b: Severity): boolean => severity(a) > severity(b);

/** People are told anew, and what counts from the telling counts from now. */
function toldAnew(one: AlertCase, moment: CaseMoment): AlertCase {
  const plan = one.plan + 1;
  return { ...one, plan, toldPlan: plan, toldAt: tellingOf(one, moment) };
}

/**
 * An open case at another severity. Worse asks for another acknowledgement and ends every snooze;
 * better is told with the next digest.
 */
export function gradeTo(one: AlertCase, { alert, bornBy }: Wanted, moment: CaseMoment): Move {
  const { now: at } = moment;
  const { severity: now, stock } = alert;
  const worse = isWorse(now, one.severity);
  const record: CaseRecord = {
    kind: worse ? 'worsened' : 'eased',
    severity: now,
    at,
    detail: { from: one.severity, ...(worse && { bornBy }) },
  };
  const graded = { ...one, severity: now, since: at };
  if (!worse) return { one: toldAnew({ ...graded, eased: true }, moment), record };
  const worst = isWorse(now, one.worst) ? now : one.worst;
  const stockUntil = stock ? one.stockUntil : undefined;
  return { one: toldAnew(unanswered({ ...graded, stockUntil, worst, bornBy }), moment), record };
}

/** A case whose signal is there again before anybody has closed it. */
export function comeBack(one: AlertCase, { alert, bornBy }: Wanted, moment: CaseMoment): Move {
  const { now: at } = moment;
  const { severity: now } = alert;
  const worst = isWorse(now, one.worst) ? now : one.worst;
  const done = { cleared: undefined, verified: undefined, returned: undefined };
  const open = { ...one, ...done, state: 'open' as const, severity: now, since: at, worst, bornBy };
  return {
    one: toldAnew(unanswered(open), moment),
    record: { kind: 'returned', severity: now, at, detail: { bornBy } },
  };
}

/** What people have said of it before no longer answers it; plans and delegations stay. */
const unanswered = <T extends object>(one: T) =>
  present({
    ...{ ...one, acknowledged: undefined, snoozed: undefined },
    ...{ eased: undefined, asleep: undefined },
  });

/** The end of an episode for a reason that no person has to look at. */
export function close(one: AlertCase, cause: CloseCause, { now: at }: CaseMoment): Move {
  return {
    one: { ...one, state: 'closed', plan: one.plan + 1, closed: { at, cause } },
    record: { kind: 'closed', severity: one.severity, at, detail: { cause } },
  };
}

/**
 * The facts have cleared it: the ladder stops. Blue closes itself, yellow by a certificate, and so
 * does what nobody was told of or what only new rules have cleared; the rest waits for people.
 */
export function clear(
  one: AlertCase,
  { facts, certified, corrected }: Clearing,
  moment: CaseMoment & { rechecks: boolean },
): Move[] {
  const { now: at } = moment;
  if (corrected) return [close(one, 'DATA_CORRECTED', moment)];
  const cleared = present({
    ...{ ...one, snoozed: undefined, hiddenBy: undefined },
    ...{ state: 'toVerify' as const, plan: one.plan + 1, cleared: { at, facts, certified } },
  });
  const detail = certified ? { certified: 'true' } : {};
  const record: CaseRecord = { kind: 'cleared', severity: one.severity, at, detail };
  const closing = closingOf(one);
  const done = { one: cleared, record };
  const bySelf = closing === 'byItself' || moment.rechecks || isUntold(one, moment);
  if (bySelf) return [done, close(cleared, 'CLEARED', moment)];
  if (closing === 'byCertificateOrVerification' && certified) {
    return [done, close(cleared, 'CERTIFIED', moment)];
  }
  return [done];
}

const isUntold = ({ hiddenBy, toldAt, since, raisedAt }: AlertCase, { now }: CaseMoment): boolean =>
  hiddenBy !== undefined || (toldAt > now && since === raisedAt);

/** Nothing is told for the time being, because of `by`; or, without one, it is told again, which ends no snooze. */
export function hide(one: AlertCase, by: string | undefined, moment: CaseMoment): Move {
  const { severity: now, hiddenBy: before = '' } = one;
  const { now: at } = moment;
  if (by === undefined) {
    const record: CaseRecord = { kind: 'shown', severity: now, at, detail: { by: before } };
    const asleep = isSnoozed(one, dayOf(at)) ? (true as const) : undefined;
    return { one: toldAnew(present({ ...one, hiddenBy: undefined, asleep }), moment), record };
  }
  const hidden = { ...one, hiddenBy: by, plan: one.plan + 1 };
  return { one: hidden, record: { kind: 'hidden', severity: now, at, detail: { by } } };
}

const isSnoozed = ({ snoozed }: AlertCase, today: Day): boolean =>
  snoozed !== undefined && (snoozed.until === undefined || snoozed.until > today);

/** An open case under today's ladder, if that is another: what is done stays done. */
export function recheck(
  one: AlertCase,
  kind: Parameters<typeof ladderOf>[1],
  moment: CaseMoment,
): Move | undefined {
  const { policy, now: at } = moment;
  const today = ladderOf(policy, kind);
  const { id, version, hash } = policy;
  const isSame =
    JSON.stringify(today.ladder) === JSON.stringify(one.ladder) &&
    JSON.stringify(today.hours) === JSON.stringify(one.hours);
  if (isSame) return undefined;
  const moved = { ...one, ...today, policy: { id, version, hash }, recheckedAt: at };
  const detail = { from: one.policy.version, to: version };
  return { one: moved, record: { kind: 'rechecked', severity: one.severity, at, detail } };
}
