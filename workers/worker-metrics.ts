import type { Worker } from '@temporalio/worker';
import type { Pool } from 'pg';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** Figures of a worker process, read when they are asked for. */
export function createWorkerMetrics(worker: Worker, pool: Pool): Registry {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'kaigong_worker_workflows_cached',
    help: 'Workflows kept in memory, which need no replay when they wake',
    registers,
    collect() {
      this.set(worker.getStatus().numCachedWorkflows);
    },
  });
  new Gauge({
    name: 'kaigong_worker_running',
    help: 'What the worker is at, by kind',
    labelNames: ['kind'],
    registers,
    collect() {
      const status = worker.getStatus();
      this.set({ kind: 'workflow_task' }, status.numInFlightWorkflowActivations);
      this.set({ kind: 'local_activity' }, status.numInFlightLocalActivities);
      this.set({ kind: 'activity' }, status.numInFlightNonLocalActivities);
    },
  });
  new Gauge({
    name: 'kaigong_worker_connections',
    help: 'Connections to PostgreSQL by state, and callers that wait for one',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'waited_for' }, pool.waitingCount);
    },
  });
  return registry;
}
