import type { WorkflowBundle } from '@temporalio/worker';
import type { Logger } from 'pino';
import { createKafkaSink } from '../gateway/kafka-sink.ts';
import { migrate } from '../readmodel/migrate.ts';
import { createPool } from '../readmodel/pool.ts';
import { TOPICS } from '../schemas/event.ts';
import { runApi } from './api.ts';
import type { Config } from './config.ts';
import { runGateway } from './gateway.ts';
import { runWorker } from './temporal.ts';

/** The settings that a whole engine in one process reads. */
export const ENGINE_PARTS = [
  'clock',
  'temporal',
  'kafka',
  'database',
  'worker',
  'api',
  'links',
  'signIn',
  'health',
  'channels',
] as const;

/** What an engine may be given beside its settings. */
export interface EngineOptions {
  /** Where its pages are; by default where `npm run build` puts them. */
  webDirectory?: string | undefined;
  /** Made beforehand, by tests once for many engines. */
  workflowBundle?: WorkflowBundle | undefined;
}

/** An engine that runs; `stop` ends all of it in order. */
export type Engine = Awaited<ReturnType<typeof startEngine>>;

/**
 * All processes of the engine in one, for `npm start` and the tests of the whole: migrates the
 * database, runs API, gateway and worker, and opens a way to send events as other systems do.
 */
export async function startEngine(
  config: Config<(typeof ENGINE_PARTS)[number]>,
  log: Logger,
  { webDirectory, workflowBundle }: EngineOptions = {},
) {
  const pool = createPool({
    connectionString: config.database.url,
    applicationName: 'kaigong-engine',
    max: 2,
    onIdleError(error) {
      log.warn({ err: error }, 'an idle connection to PostgreSQL broke');
    },
  });
  const running: Stoppable[] = [{ stop: () => pool.end() }];
  /** Stops in the order in which they came, whatever one of them says. */
  const stop = async () => {
    const failures: unknown[] = [];
    for (const part of running) await part.stop().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, 'The engine did not stop in order');
  };
  const started = async <T extends Stoppable>(part: Promise<T>): Promise<T> => {
    const one = await part;
    running.unshift(one);
    return one;
  };
  try {
    await migrate(pool);
    const api = await started(runApi(config, log.child({ name: 'api' }), webDirectory));
    const worker = await started(
      runWorker(config, {
        log: log.child({ name: 'worker' }),
        ...(workflowBundle && { workflowBundle }),
      }),
    );
    const gateway = await started(runGateway(config, { log: log.child({ name: 'gateway' }) }));
    const sink = createKafkaSink({
      connection: config.kafka.connection,
      topics: TOPICS,
      clientId: 'kaigong-engine',
      log,
    });
    running.unshift({ stop: () => sink.close() });
    return { config, pool, api, gateway, worker, sink, stop };
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
}

interface Stoppable {
  stop: () => Promise<void>;
}
