import { pathToFileURL } from 'node:url';
import {
  GracefulShutdownPeriodExpiredError,
  type Worker,
  type WorkflowBundle,
} from '@temporalio/worker';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { createLevelBell } from '../activities/level-bell.ts';
import { createAlertActivities } from '../activities/alert.ts';
import { createChannels } from '../activities/channels/create-channels.ts';
import { createMailboxActivities } from '../activities/mailbox.ts';
import { createMailboxBell } from '../activities/mailbox-bell.ts';
import { createReconcileActivities } from '../activities/reconcile.ts';
import { createSettleActivities } from '../activities/settle.ts';
import { createUpkeepActivities } from '../activities/upkeep.ts';
import { channelStandings } from '../readmodel/deliveries.ts';
import { createRulebook } from '../settlement/catalogue.ts';
import { createSettler } from '../settlement/settle.ts';
import { noteSilentSources } from '../settlement/silent-sources.ts';
import { configOrExit, type Config } from './config.ts';
import { openPool } from './database.ts';
import { startHealthServer, type HealthServer } from './health.ts';
import { createLogger } from './logger.ts';
import { keepSchedules } from './schedules.ts';
import { createTemporalWorker } from './temporal-worker.ts';
import { installRuntime, runtimeMetrics } from './temporal-runtime.ts';
import { startTracing } from './tracing.ts';
import { createWorkerMetrics } from './worker-metrics.ts';
import { meetNeighbours, type Neighbours } from './worker-neighbours.ts';

/** The settings that the worker reads. */
export type WorkerConfig = Config<
  'clock' | 'temporal' | 'database' | 'worker' | 'health' | 'links' | 'channels'
>;

/** What a worker may be given beside its settings. */
export interface WorkerProcessOptions {
  log: Logger;
  /** Made beforehand, by tests once for many workers. */
  workflowBundle?: WorkflowBundle;
  /** Aborted, it ends the wait for neighbours that are away. */
  signal?: AbortSignal;
}

/** A worker at work. */
export interface RunningWorker {
  healthUrl: string;
  /** Takes no new tasks, lets activities finish within their grace, then closes its connections. */
  stop: () => Promise<void>;
  /** Resolves when stopped, rejects when it can't go on. */
  ended: Promise<void>;
}

/**
 * Runs the worker of all workflows and activities, once PostgreSQL and Temporal answer; until then
 * its health says that it isn't ready. Throws, with everything closed again, when waiting is in vain:
 * Temporal lacks a search attribute, the database does not fit this program, or the signal is aborted.
 */
export async function runWorker(
  config: WorkerConfig,
  { log, workflowBundle, signal = new AbortController().signal }: WorkerProcessOptions,
): Promise<RunningWorker> {
  const pool = openPool(config.database, 'kaigong-worker', log);
  const at: AtWork = {};
  const server = await startHealthServer({
    host: config.health.host,
    port: config.health.workerPort,
    health: () => (at.worker ? healthOf(at.worker, pool) : WAITING),
    metrics: async () => ((await at.metrics?.()) ?? '') + (await runtimeMetrics()),
  }).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  try {
    const neighbours = await meetNeighbours(config, pool, { log, signal });
    try {
      at.worker = await createWorker(config, neighbours, { log, workflowBundle });
    } catch (error) {
      await neighbours.close();
      throw error;
    }
    at.metrics = metricsOf(at.worker, pool);
    log.info({ health: server.url }, 'worker runs');
    return running(at.worker, neighbours, { server, log });
  } catch (error) {
    if (!pool.ended) await pool.end();
    await server.close();
    throw error;
  }
}

interface AtWork {
  worker?: Worker;
  metrics?: () => Promise<string>;
}

// Alive: a new process would have to wait just the same.
const WAITING = { live: true, ready: false, runState: 'WAITING' };

function createWorker(
  config: WorkerConfig,
  { pool, client, native }: Neighbours,
  { log, workflowBundle }: { log: Logger; workflowBundle: WorkflowBundle | undefined },
): Promise<Worker> {
  const { worker: limits } = config;
  const clockOffsetMs = config.clock.offsetMs;
  const rules = createRulebook();
  const settler = createSettler({ pool, rules, clockOffsetMs, log });
  const bell = createMailboxBell(client);
  return createTemporalWorker({
    connection: native,
    namespace: config.temporal.namespace,
    activities: {
      ...createSettleActivities({ settler }),
      ...createReconcileActivities({ pool, bell: createLevelBell(client) }),
      ...createAlertActivities({ pool, clockOffsetMs, mailbox: bell }),
      ...createMailboxActivities({
        ...{ pool, rules, clockOffsetMs, bell },
        publicUrl: config.links.base,
        channels: createChannels(config.channels),
      }),
      ...createUpkeepActivities({
        pool,
        keep: limits.keep,
        clockOffsetMs,
        noteSilentSources: () => noteSilentSources({ pool, rules, clockOffsetMs, log }),
      }),
    },
    limits,
    poolSize: config.database.poolSize,
    ...(workflowBundle && { workflowBundle }),
  });
}

function running(
  worker: Worker,
  { client, close }: Neighbours,
  { server, log }: { server: HealthServer; log: Logger },
): RunningWorker {
  const stopping = new AbortController();
  const ended = worker.run();
  const keeping = keepSchedules(client, { log, signal: stopping.signal });
  // Whoever started us may look at `ended` later, or not at all.
  ended.catch(() => undefined);
  async function drain(): Promise<void> {
    stopping.abort();
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await ended.catch(() => undefined);
    await keeping;
    await close();
    await server.close();
  }
  let drained: Promise<void> | undefined;
  return { healthUrl: server.url, ended, stop: () => (drained ??= drain()) };
}

// An outage of Temporal or PostgreSQL must not have us restarted: the worker goes on by itself.
async function healthOf(worker: Worker, pool: Pool) {
  const { runState, workflowPollerState, numInFlightActivities } = worker.getStatus();
  const standings = await channelStandings(pool).catch(() => undefined);
  const failing = (standings ?? []).filter(({ failures }) => failures > 0);
  return {
    live: runState !== 'FAILED',
    ready: runState === 'RUNNING' && workflowPollerState === 'POLLING' && standings !== undefined,
    runState,
    workflowPollerState,
    database: standings !== undefined,
    activitiesRunning: numInFlightActivities,
    // People are told on their next channel meanwhile.
    failingChannels: failing.map(({ channel, failures, failingSince, lastAnswer }) => ({
      ...{ channel, failures, failingSince, lastAnswer },
    })),
  };
}

function metricsOf(worker: Worker, pool: Pool): () => Promise<string> {
  const registry = createWorkerMetrics(worker, pool);
  return () => registry.metrics();
}

const PARTS_OF_MAIN = [
  'logging',
  'clock',
  'temporal',
  'database',
  'worker',
  'health',
  'links',
  'channels',
  'tracing',
] as const;

async function main(): Promise<void> {
  const config = configOrExit(...PARTS_OF_MAIN);
  const log = createLogger('worker', config.logging);
  const stopTracing = startTracing(config.tracing.endpoint, 'kaigong-worker');
  const stopping = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'worker stops');
      stopping.abort();
    });
  }
  const exitCode = await work(config, log, stopping.signal);
  await stopTracing();
  // A connection to a server that is frozen would still hold the process: everything of ours is done.
  process.exit(exitCode);
}

/** Works until the signal is aborted, or until it can't go on; gives the exit code. */
async function work(config: WorkerConfig, log: Logger, signal: AbortSignal): Promise<number> {
  try {
    await installRuntime(log);
    const worker = await runWorker(config, { log, signal });
    signal.addEventListener('abort', () => void worker.stop());
    if (signal.aborted) await worker.stop();
    await worker.ended;
    await worker.stop();
    return 0;
  } catch (error) {
    if (signal.aborted && !(error instanceof GracefulShutdownPeriodExpiredError)) return 0;
    log.fatal({ err: error }, 'worker can not go on');
    return 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
