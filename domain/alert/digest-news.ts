import type { Signal } from '../assessment.ts';
import type { Day, Instant } from '../time.ts';
import type { AlertCase } from './case.ts';
import type { DigestReason } from './message.ts';

/** One reader's digest, as far as it decides about an alert. */
export interface DigestView {
  /** When the reader's last digest was due; without one all that is open is new. */
  since?: Instant | undefined;
  now: Instant;
  today: Day;
  /** When a message last told the reader of this alert. */
  toldAt?: Instant | undefined;
  /** An acknowledgement, verification or approval is asked of the reader. */
  isAsked: boolean;
}

/** Why a daily digest names an alert; nothing where it would say again what the reader knows. */
export function digestReason(
  one: AlertCase,
  signal: Pick<Signal, 'reason'> | undefined,
  view: DigestView,
): DigestReason | undefined {
  if (one.hiddenBy !== undefined) return undefined;
  const change = changeOf(one, view);
  if (change && isNews(change, view)) return change.reason;
  if (one.state === 'closed') return undefined;
  if (view.isAsked) return 'waits';
  return isDueOn(view.today, one, signal) ? 'dueToday' : undefined;
}

interface Change {
  reason: DigestReason;
  at: Instant;
}

const isNews = ({ at }: Change, { since = '', toldAt = '' }: DigestView): boolean =>
  at >= since && at > toldAt;

function changeOf(one: AlertCase, { since, now }: DigestView): Change | undefined {
  const { closed, cleared, raisedAt, since: at, eased, toldAt } = one;
  if (one.state !== 'open') {
    // What came and went between two digests is told by neither.
    if (since === undefined || raisedAt >= since) return undefined;
    if (closed) return { reason: 'closed', at: closed.at };
    return cleared && { reason: 'cleared', at: cleared.at };
  }
  // Better news, and what is told at its own time.
  if (eased || toldAt > now) return undefined;
  return { reason: at === raisedAt ? 'raised' : 'worsened', at };
}

function isDueOn(
  today: Day,
  { state, rectification }: AlertCase,
  signal: Pick<Signal, 'reason'> | undefined,
): boolean {
  if (state !== 'open') return false;
  return signal?.reason.days['due'] === today || rectification?.forecast === today;
}
