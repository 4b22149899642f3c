import type { Instant } from '../time.ts';
import { dayOf } from '../time.ts';
import type { AlertCase, Recipients } from './case.ts';
import type { Recipient, Rung } from './rules.ts';

/** What is asked of people once the facts have cleared an alert (待销号), of whom, and since when. */
export interface ClosingAsked {
  kind: (typeof CLOSING_KINDS)[number];
  since: Instant | undefined;
  to: Recipient;
}

const CLOSING_KINDS = ['verify', 'approve', 'returned'] as const;

/** What is asked of people about a case that the facts have cleared. */
export function closingAsked(one: AlertCase): ClosingAsked {
  const { state, returned, verified, cleared } = one;
  if (returned) return { kind: 'returned', since: returned.at, to: 'manager' };
  return state === 'toApprove'
    ? { kind: 'approve', since: verified?.at, to: 'patron' }
    : { kind: 'verify', since: cleared?.at, to: verifierOf(one) };
}

const VERIFIERS: readonly Recipient[] = ['team', 'supervision', 'patron'];

/** One who knows of it already: what is restricted stays with those whom its ladder names. */
function verifierOf({ ladder, worst }: AlertCase): Recipient {
  const known = ladder.rungs[worst]?.notify ?? [];
  return VERIFIERS.find((post) => known.includes(post)) ?? 'team';
}

/** Whose answer a case waits for at a moment: an acknowledgement, verification or approval; of leaders no acknowledgement. */
export function askedOf(one: AlertCase, at: Instant): Recipients {
  if (one.state === 'closed' || one.hiddenBy !== undefined) return [];
  if (one.state !== 'open') return [closingAsked(one).to];
  const rung = one.ladder.rungs[one.severity];
  if (!rung || one.snoozed || one.toldAt > at || !awaitsAcknowledgement(one)) return [];
  return inPlaceOf(one, thoseWhoAct(rung), at);
}

/** Whether somebody has still to say that notice was taken. */
export function awaitsAcknowledgement({ state, severity, acknowledged, ladder }: AlertCase) {
  return state === 'open' && !acknowledged && ladder.rungs[severity]?.acknowledge !== undefined;
}

/** Whether what a step has said is still so: nobody is disturbed for what is over, or asked for what was answered. */
export function isToBeTold(one: AlertCase, stepId: string): boolean {
  if (one.state === 'closed' || one.hiddenBy !== undefined) return false;
  const last = stepId.split('/').at(-1);
  if (one.state !== 'open') return last === closingAsked(one).kind;
  return !CLOSING_KINDS.some((kind) => kind === last);
}

const LEADERS: readonly Recipient[] = ['patron', 'mainLeader', 'supervision'];

/** Leaders are told and asked, never reminded: their lists and digests go on naming it. */
export function thoseWhoAct({ notify }: Pick<Rung, 'notify'>): Recipient[] {
  const act = notify.filter((post) => !LEADERS.includes(post));
  return act.length > 0 ? act : notify;
}

/** The delegate takes the manager's place as long as the delegation lasts. */
export function inPlaceOf(
  { delegated }: Pick<AlertCase, 'delegated'>,
  posts: readonly Recipient[],
  at: Instant,
): Recipients {
  if (!delegated || at < delegated.at) return [...posts];
  if (delegated.until !== undefined && delegated.until < dayOf(at)) return [...posts];
  return [{ person: delegated.to }, ...posts.filter((post) => post !== 'manager')];
}
