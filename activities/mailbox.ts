import { Context } from '@temporalio/activity';
import { gatherMessage, isGroup, type MailboxWork } from '../settlement/gather-message.ts';
import { sendMessage, type SendDeps } from '../settlement/send-message.ts';
import { makeDigests } from '../settlement/make-digests.ts';
import { lostMailboxes } from '../settlement/lost-mailboxes.ts';
import { personOf } from '../workflows/messages.ts';
import type { MailboxBell } from './mailbox-bell.ts';

/** What a mailbox's workflow may call. */
export type MailboxActivities = ReturnType<typeof createMailboxActivities>;

// Well within the activity's own limit, so that the ledger hears how the try ended.
const LONGEST_CALL_MS = 15_000;

/** How mailboxes make messages and hand them over, and how nobody's is forgotten. */
export function createMailboxActivities({ bell, ...deps }: SendDeps & { bell: MailboxBell }) {
  const groups = [...deps.channels.keys()].filter(isGroup);
  return {
    /** Makes what is to be told now one message; repeated, it makes none twice. */
    gatherMessage(mailbox: string): Promise<MailboxWork> {
      return gatherMessage(deps, personOf(mailbox));
    },
    /** One try at most; repeated after a crash, it finds the try begun and sends again only where repeats are dropped. */
    async sendMessage(messageId: number): Promise<void> {
      const stopping = Context.current().cancellationSignal;
      const signal = AbortSignal.any([stopping, AbortSignal.timeout(LONGEST_CALL_MS)]);
      await sendMessage(deps, messageId, signal);
    },
    /** Tells digests whose hour has come, and rings whoever was forgotten: by a lost ring, or with Temporal's memory. */
    async keepMail(): Promise<void> {
      const people = [...(await makeDigests(deps, groups)), ...(await lostMailboxes(deps))];
      for (const person of new Set(people)) await bell.ring(person);
    },
  };
}
