import type { Worker, WorkflowBundle } from '@temporalio/worker';
import type { Decision } from '../../settlement/decision.ts';
import { readConfig } from '../../workers/config.ts';
import { createTemporalWorker, type TemporalWorkerOptions } from '../../workers/temporal-worker.ts';
import type { TestNamespace } from './temporal-namespace.ts';
import { silenceWorkers } from './temporal-quiet.ts';

silenceWorkers();

export interface RunningWorker {
  /** Lets what runs finish, as at SIGTERM. */
  stop(): Promise<void>;
}

/** A worker with the product's own options in a test's namespace. */
export async function startWorker(
  { nativeConnection, namespace }: TestNamespace,
  workflowBundle: WorkflowBundle,
  activities: TemporalWorkerOptions['activities'],
  settings: Record<string, string> = {},
): Promise<RunningWorker> {
  const worker = await createTemporalWorker({
    connection: nativeConnection,
    namespace,
    activities,
    limits: readConfig(['worker'], { KAIGONG_WORKER_GRACE_SECONDS: '5', ...settings }).worker,
    poolSize: 10,
    workflowBundle,
  });
  return running(worker);
}

function running(worker: Worker): RunningWorker {
  const ended = worker.run();
  return {
    stop: async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await ended;
    },
  };
}

/** What settle says of an open project in its first stage, unless told otherwise. */
export function aDecision(of: Partial<Decision> = {}): Decision {
  return {
    subject: 'project/A-1',
    known: true,
    revision: 1,
    stage: 'negotiation',
    phase: 'lead',
    status: 'active',
    colour: 'green',
    manager: 'li.na',
    kind: 'industrial',
    name: '示例项目',
    headline: '',
    closed: false,
    reconcile: false,
    more: false,
    ...of,
  };
}
