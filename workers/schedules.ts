import {
  ScheduleAlreadyRunning,
  type Client,
  type ScheduleOptions,
  type ScheduleUpdateOptions,
} from '@temporalio/client';
import type { Logger } from 'pino';
import { pause } from '../gateway/pause.ts';
import { WORKFLOW_TASK_QUEUE, type UpkeepTask } from '../workflows/messages.ts';

interface Schedule {
  id: string;
  task: UpkeepTask;
  spec: ScheduleOptions['spec'];
  summary: string;
  /** How late a missed one is still done. */
  catchup: '1 day' | '1 minute';
}

/** All that is done by schedule; people may pause each in Temporal's own page. */
export const SCHEDULES: readonly Schedule[] = [
  {
    id: 'kaigong-silent-sources',
    task: 'silentSources',
    spec: { calendars: [{ minute: 5, hour: '*' }] },
    summary: 'Note which sources fell silent or spoke again',
    catchup: '1 day',
  },
  {
    id: 'kaigong-mail',
    task: 'mail',
    // Digests have their hour by the park's clock, which need not be the real one.
    spec: { intervals: [{ every: '2m' }] },
    summary: 'Tell digests, ring forgotten mailboxes',
    // Soon comes the next.
    catchup: '1 minute',
  },
  {
    id: 'kaigong-retention',
    task: 'retention',
    // While the park sleeps.
    spec: { calendars: [{ hour: 3, minute: 30 }], timezone: 'Asia/Shanghai' },
    summary: 'Delete what is outdated',
    catchup: '1 day',
  },
];

const LOOK_EVERY_MS = 3_600_000;
const AGAIN_AFTER_MS = 60_000;
// A call without a deadline may wait for ever.
const DEADLINE_MS = 10_000;

/**
 * Brings the schedules to what this build wants, and again creates what is missing hourly until the
 * signal is aborted: they are lost with Temporal's database. Never throws; a failure is logged.
 */
export async function keepSchedules(
  client: Client,
  { log, signal }: { log: Logger; signal: AbortSignal },
): Promise<void> {
  let wasUpdated = false;
  while (!signal.aborted) {
    try {
      await ensureSchedules(client, { update: !wasUpdated });
      wasUpdated = true;
      await pause(LOOK_EVERY_MS, signal);
    } catch (error) {
      log.warn({ err: error }, 'schedules are not in order, again in a minute');
      await pause(AGAIN_AFTER_MS, signal);
    }
  }
}

/** Creates the schedules that are missing; those that exist are brought up to date if asked, a pause by people stays. */
export async function ensureSchedules(
  client: Client,
  { update }: { update: boolean },
): Promise<void> {
  for (const schedule of SCHEDULES) {
    await client.withDeadline(Date.now() + DEADLINE_MS, async () => {
      try {
        await client.schedule.create({ scheduleId: schedule.id, ...contentOf(schedule) });
      } catch (error) {
        if (!(error instanceof ScheduleAlreadyRunning)) throw error;
        if (update) await bringUpToDate(client, schedule);
      }
    });
  }
}

async function bringUpToDate(client: Client, schedule: Schedule): Promise<void> {
  await client.schedule
    .getHandle(schedule.id)
    .update(({ state }) => ({ ...contentOf(schedule), state }));
}

function contentOf({ id, task, spec, summary, catchup }: Schedule) {
  return {
    spec,
    action: {
      type: 'startWorkflow',
      workflowType: 'upkeep',
      workflowId: id,
      args: [task],
      taskQueue: WORKFLOW_TASK_QUEUE,
      staticSummary: summary,
    },
    // One that was missed is done once when Temporal is back; two never run at the same time.
    policies: { overlap: 'SKIP', catchupWindow: catchup },
  } satisfies Omit<ScheduleUpdateOptions, 'state'>;
}
