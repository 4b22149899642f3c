import { ApplicationFailure } from '@temporalio/activity';
import { personsToTell } from '../readmodel/notices.ts';
import { walkAlert, type AlertProgress, type WalkDeps } from '../settlement/walk-alert.ts';
import { isAlertId } from '../workflows/messages.ts';
import type { MailboxBell } from './mailbox-bell.ts';

/** What an alert's workflow may call. */
export type AlertActivities = ReturnType<typeof createAlertActivities>;

/** How an alert is carried on: steps and notices are rows in PostgreSQL, mailboxes are rung. */
export function createAlertActivities({ mailbox, ...deps }: WalkDeps & { mailbox: MailboxBell }) {
  return {
    /** Does the steps that are due and says when the next one is: repeating it does none of them twice. */
    async recordAlert(id: string): Promise<AlertProgress> {
      if (!isAlertId(id)) throw ApplicationFailure.nonRetryable(`${id} is no alert`, 'NotAnAlert');
      const progress = await walkAlert(deps, id);
      // Everybody for whom something waits: a ring that was lost is made good by the next try.
      for (const person of await personsToTell(deps.pool, id)) await mailbox.ring(person);
      return progress;
    },
  };
}
