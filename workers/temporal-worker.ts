import { hostname } from 'node:os';
import {
  Worker,
  type NativeConnection,
  type WorkerOptions,
  type WorkflowBundle,
} from '@temporalio/worker';
import type { AlertActivities } from '../activities/alert.ts';
import type { MailboxActivities } from '../activities/mailbox.ts';
import type { ReconcileActivities } from '../activities/reconcile.ts';
import type { SettleActivities } from '../activities/settle.ts';
import type { UpkeepActivities } from '../activities/upkeep.ts';
import { WORKFLOW_TASK_QUEUE } from '../workflows/messages.ts';
import type { Config } from './config.ts';
import { workflowsToRun } from './workflow-bundle.ts';

/** What the workflows of projects and alerts may call. */
export type SubjectActivities = SettleActivities & ReconcileActivities & AlertActivities;
/** All that the workflows of this bundle may call. */
export type Activities = SubjectActivities & UpkeepActivities & MailboxActivities;

/** What a worker is made of. */
export interface TemporalWorkerOptions {
  connection: NativeConnection;
  namespace: string;
  /** Without those of upkeep and mailboxes only in tests. */
  activities: SubjectActivities & Partial<UpkeepActivities & MailboxActivities>;
  limits: Config<'worker'>['worker'];
  /** Connections to PostgreSQL that this process may open. */
  poolSize: number;
  /** Another than the product's, of tests. */
  workflowBundle?: WorkflowBundle;
}

// Kept free for what isn't local: reconcile, alerts, and settling again after an outage.
const CONNECTIONS_NOT_LOCAL = 2;
// A worker that was killed costs its workflows this long before another takes them over.
const STICKY_TIMEOUT = '2s';
const FORCE_AFTER_GRACE_SECONDS = 5;

/** A worker for every workflow and activity of Kaigong, not yet running. */
export async function createTemporalWorker(options: TemporalWorkerOptions): Promise<Worker> {
  const { connection, namespace, activities, workflowBundle } = options;
  return Worker.create({
    connection,
    namespace,
    taskQueue: WORKFLOW_TASK_QUEUE,
    identity: `kaigong-worker@${hostname()}:${process.pid}`,
    ...(workflowBundle ? { workflowBundle } : workflowsToRun()),
    activities,
    ...limitsOf(options),
  });
}

function limitsOf({ limits, poolSize }: TemporalWorkerOptions): Partial<WorkerOptions> {
  return {
    maxCachedWorkflows: limits.cachedWorkflows,
    maxConcurrentWorkflowTaskExecutions: limits.workflowTasks,
    maxConcurrentActivityTaskExecutions: limits.activities,
    // More than there are connections would time out while waiting for one.
    maxConcurrentLocalActivityExecutions: Math.max(1, poolSize - CONNECTIONS_NOT_LOCAL),
    stickyQueueScheduleToStartTimeout: STICKY_TIMEOUT,
    shutdownGraceTime: `${limits.graceSeconds}s`,
    shutdownForceTime: `${limits.graceSeconds + FORCE_AFTER_GRACE_SECONDS}s`,
  };
}
