import { proxyActivities } from '@temporalio/workflow';
import type { MailboxActivities } from '../activities/mailbox.ts';
import type { UpkeepActivities } from '../activities/upkeep.ts';
import type { UpkeepTask } from './messages.ts';

// The schedule starts no other meanwhile, and PostgreSQL may be away for as long as it likes.
const retry = { initialInterval: '10s', backoffCoefficient: 2, maximumInterval: '5m' } as const;

const { deleteOutdated } = proxyActivities<UpkeepActivities>({
  startToCloseTimeout: '1h',
  heartbeatTimeout: '1m',
  retry,
});
const { noteSilentSources } = proxyActivities<UpkeepActivities>({
  startToCloseTimeout: '10m',
  retry,
});

const { keepMail } = proxyActivities<MailboxActivities>({ startToCloseTimeout: '5m', retry });

const TASKS: Record<UpkeepTask, () => Promise<unknown>> = {
  retention: deleteOutdated,
  silentSources: noteSilentSources,
  mail: keepMail,
};

/** One piece of upkeep, started by its schedule. */
export async function upkeep(task: UpkeepTask): Promise<unknown> {
  return TASKS[task]();
}
