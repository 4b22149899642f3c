import type { Client } from '@temporalio/client';
import { mailboxId, ringOptions } from '../workflows/messages.ts';

/** All that whoever has something to tell needs of Temporal. */
export interface MailboxBell {
  /** Has a person's mailbox look for what waits; resolves once Temporal keeps that. */
  ring(person: string): Promise<void>;
}

// A call without a deadline may wait for ever.
const DEADLINE_MS = 5_000;

/** The bell of a client of Temporal; a ring that gets no answer within 5 s throws. A lost one is made good by upkeep. */
export function createMailboxBell(client: Client): MailboxBell {
  return {
    async ring(person) {
      await client.withDeadline(Date.now() + DEADLINE_MS, () =>
        client.workflow.signalWithStart(
          'mailbox',
          ringOptions(mailboxId(person), `Messages to ${person}`),
        ),
      );
    },
  };
}
