import {
  bundleWorkflowCode,
  makeTelemetryFilterString,
  Runtime,
  type BundleOptions,
  type Worker,
  type WorkflowBundle,
} from '@temporalio/worker';
import type { Decision } from '../../settlement/decision.ts';
import { readConfig } from '../../workers/config.ts';
import {
  createTemporalWorker,
  WORKFLOWS_PATH,
  type Activities,
} from '../../workers/temporal-worker.ts';
import type { TestNamespace } from './temporal-namespace.ts';

const nothing = () => undefined;
const QUIET = {
  log: nothing,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
};
// Before anything of Temporal's is used: its lines would drown the test's own.
const filter = makeTelemetryFilterString({ core: 'ERROR' });
Runtime.install({
  logger: QUIET,
  shutdownSignals: [],
  telemetryOptions: { logging: { filter, forward: {} } },
});

/** The product's workflows or a test's own; once a test file, since it takes a second or two. */
export function bundleWorkflows(options: Partial<BundleOptions> = {}): Promise<WorkflowBundle> {
  return bundleWorkflowCode({ workflowsPath: WORKFLOWS_PATH, logger: QUIET, ...options });
}

export interface RunningWorker {
  /** Lets what runs finish, as at SIGTERM. */
  stop(): Promise<void>;
}

/** A worker with the product's own options in a test's namespace. */
export async function startWorker(
  { nativeConnection, namespace }: TestNamespace,
  workflowBundle: WorkflowBundle,
  activities: Activities,
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
