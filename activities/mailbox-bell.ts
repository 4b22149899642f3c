import type { Client } from '@temporalio/client';
import { mailboxId } from '../workflows/messages.ts';
import { ringWorkflow } from './ring-workflow.ts';

/** All that whoever has something to tell needs of Temporal. */
export interface MailboxBell {
  /** Has a person's mailbox look for what waits; resolves once Temporal keeps that. */
  ring(person: string): Promise<void>;
}

/** The bell of a client of Temporal; a ring that gets no answer within 5 s throws. A lost one is made good by upkeep. */
export function createMailboxBell(client: Client): MailboxBell {
  return {
    async ring(person) {
      const summary = `Messages to ${person}`;
      await ringWorkflow(client, 'mailbox', { id: mailboxId(person), summary });
    },
  };
}

/** Rings mailboxes one after the other; ends at the first ring that is lost, logged, since Temporal is away then. */
export async function ringMailboxes(
  bell: MailboxBell,
  people: readonly string[],
  log: { warn(fields: object, message: string): void },
): Promise<void> {
  try {
    for (const person of people) await bell.ring(person);
  } catch (error) {
    log.warn({ err: error, people: people.length }, 'mailboxes were not rung, upkeep finds them');
  }
}
