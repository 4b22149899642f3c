import { domainNow, shift } from '../readmodel/clock.ts';
import { overdueMailboxes } from '../readmodel/messages.ts';
import type { MailDeps } from './gather-message.ts';

// More than a mailbox takes to gather by the usual policy and to send.
const GRACE_MS = 120_000;

/** Everybody for whom something should have been done two minutes ago and was not. */
export async function lostMailboxes({ pool, clockOffsetMs }: MailDeps): Promise<string[]> {
  const realBefore = shift(await domainNow(pool, 0), -GRACE_MS);
  return overdueMailboxes(pool, { before: shift(realBefore, clockOffsetMs), realBefore });
}
