import {
  condition,
  continueAsNew,
  proxyActivities,
  setCurrentDetails,
  workflowInfo,
} from '@temporalio/workflow';
import type { MailboxActivities } from '../activities/mailbox.ts';
import { doorbell, type Doorbell } from './doorbell.ts';

const retry = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' } as const;

const { gatherMessage } = proxyActivities<MailboxActivities>({
  startToCloseTimeout: '10s',
  retry,
  summary: 'Make one message of what is to be told now',
});
const { sendMessage } = proxyActivities<MailboxActivities>({
  // More than the longest call of a channel and two transactions.
  startToCloseTimeout: '30s',
  retry,
  summary: 'Hand a message over',
});

// What can't be sent yet is asked for again; it must not be so in a circle.
const SHORTEST_WAIT_MS = 1000;

/** All messages to one person or group, one at a time, under the id `mailbox/<person>`; ends when nothing waits. */
export async function mailbox(id: string): Promise<void> {
  const bell = doorbell();
  for (;;) {
    bell.clear();
    const { messages, nextAt } = await gatherMessage(id);
    for (const message of messages) await sendMessage(message);
    if (messages.length === 0) {
      if (nextAt === undefined && !bell.isRung()) return;
      await nextWork(bell, nextAt);
    }
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof mailbox>(id);
  }
}

async function nextWork({ isRung }: Doorbell, nextAt: string | undefined): Promise<void> {
  if (nextAt === undefined) return;
  setCurrentDetails(`Looks again at ${nextAt}`);
  const wait = Math.max(SHORTEST_WAIT_MS, Date.parse(nextAt) - Date.now());
  await condition(isRung, wait, { summary: `Looks again at ${nextAt}` });
}
