import { pathToFileURL } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, type Worker, type WorkflowBundle } from '@temporalio/worker';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { createAlertBell } from '../activities/alert-bell.ts';
import { createAlertActivities } from '../activities/alert.ts';
import { createReconcileActivities } from '../activities/reconcile.ts';
import { createSettleActivities } from '../activities/settle.ts';
import { assertSchema } from '../readmodel/migrate.ts';
import { createPool } from '../readmodel/pool.ts';
import { loadDefinitions } from '../schemas/definitions.ts';
import { createRulebook } from '../settlement/catalogue.ts';
import { loadIntoDatabase } from '../settlement/catalogue-loading.ts';
import { createSettler } from '../settlement/settle.ts';
import { configOrExit, type Config } from './config.ts';
import { startHealthServer, type HealthServer } from './health.ts';
import { createLogger } from './logger.ts';
import { assertSearchAttributes } from './search-attributes.ts';
import { createTemporalWorker } from './temporal-worker.ts';
import { installRuntime, runtimeMetrics } from './temporal-runtime.ts';
import { createWorkerMetrics } from './worker-metrics.ts';

/** The settings that the worker reads. */
export type WorkerConfig = Config<'clock' | 'temporal' | 'database' | 'worker' | 'health'>;

/** What a worker may be given beside its settings. */
export interface WorkerProcessOptions {
  log: Logger;
  /** Made beforehand by tests; else bundled now. */
  workflowBundle?: WorkflowBundle;
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
 * Runs the worker of all workflows and activities. Throws, with everything closed again, when
 * Temporal does not answer, lacks a search attribute, or the database does not fit this program.
 */
export async function runWorker(
  config: WorkerConfig,
  { log, workflowBundle }: WorkerProcessOptions,
): Promise<RunningWorker> {
  const neighbours: Neighbours = { pool: poolOf(config, log) };
  try {
    const worker = await assemble(config, neighbours, { log, workflowBundle });
    const server = await startHealthServer({
      host: config.health.host,
      port: config.health.workerPort,
      health: () => healthOf(worker, neighbours.pool),
      metrics: metricsOf(worker, neighbours.pool),
    });
    log.info({ health: server.url }, 'worker runs');
    return running(worker, neighbours, server);
  } catch (error) {
    await close(neighbours);
    throw error;
  }
}

/** What the worker talks to, closed only after it. */
interface Neighbours {
  pool: Pool;
  connection?: Connection;
  native?: NativeConnection;
}

async function assemble(
  config: WorkerConfig,
  neighbours: Neighbours,
  { log, workflowBundle }: { log: Logger; workflowBundle: WorkflowBundle | undefined },
): Promise<Worker> {
  const { namespace } = config.temporal;
  const { pool } = neighbours;
  await assertSchema(pool);
  await loadIntoDatabase(pool, loadDefinitions(), config.clock.offsetMs);
  const connection = await Connection.connect(config.temporal.connection);
  neighbours.connection = connection;
  await assertSearchAttributes(connection, namespace);
  const native = await NativeConnection.connect(config.temporal.connection);
  neighbours.native = native;
  const client = new Client({ connection, namespace });
  return createTemporalWorker({
    connection: native,
    namespace,
    activities: activitiesOf(config, { pool, client, log }),
    limits: config.worker,
    poolSize: config.database.poolSize,
    ...(workflowBundle && { workflowBundle }),
  });
}

function running(worker: Worker, neighbours: Neighbours, server: HealthServer): RunningWorker {
  const ended = worker.run();
  // Whoever started us may look at `ended` later, or not at all.
  ended.catch(() => undefined);
  async function drain(): Promise<void> {
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await ended.catch(() => undefined);
    await close(neighbours);
    await server.close();
  }
  let drained: Promise<void> | undefined;
  return { healthUrl: server.url, ended, stop: () => (drained ??= drain()) };
}

async function close({ pool, connection, native }: Neighbours): Promise<void> {
  await pool.end();
  await connection?.close();
  await native?.close();
}

function activitiesOf(
  { clock }: WorkerConfig,
  { pool, client, log }: { pool: Pool; client: Client; log: Logger },
) {
  const rules = createRulebook();
  const settler = createSettler({ pool, rules, clockOffsetMs: clock.offsetMs, log });
  return {
    ...createSettleActivities({ settler }),
    ...createReconcileActivities({ pool, bell: createAlertBell(client) }),
    ...createAlertActivities({ pool }),
  };
}

// An outage of Temporal or PostgreSQL must not have us restarted: the worker goes on by itself.
async function healthOf(worker: Worker, pool: Pool) {
  const { runState, workflowPollerState, numInFlightActivities } = worker.getStatus();
  const database = await pool.query('select 1').then(
    () => true,
    () => false,
  );
  return {
    live: runState !== 'FAILED',
    ready: runState === 'RUNNING' && workflowPollerState === 'POLLING' && database,
    runState,
    workflowPollerState,
    database,
    activitiesRunning: numInFlightActivities,
  };
}

function metricsOf(worker: Worker, pool: Pool): () => Promise<string> {
  const registry = createWorkerMetrics(worker, pool);
  return async () => (await registry.metrics()) + (await runtimeMetrics());
}

function poolOf({ database }: WorkerConfig, log: Logger): Pool {
  return createPool({
    connectionString: database.url,
    applicationName: 'kaigong-worker',
    max: database.poolSize,
    statementTimeoutMs: database.statementTimeoutMs,
    onIdleError(error) {
      log.warn({ err: error }, 'an idle connection to PostgreSQL broke');
    },
  });
}

async function main(): Promise<void> {
  const config = configOrExit('logging', 'clock', 'temporal', 'database', 'worker', 'health');
  const log = createLogger('worker', config.logging);
  try {
    await installRuntime(log);
    const running = await runWorker(config, { log });
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        log.info({ signal }, 'worker stops');
        running.stop().catch((error: unknown) => {
          log.error({ err: error }, 'worker did not stop in good order');
          process.exitCode = 1;
        });
      });
    }
    await running.ended;
  } catch (error) {
    log.fatal({ err: error }, 'worker can not go on');
    process.exit(1);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
