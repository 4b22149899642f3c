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
  'health',
] as const;

export type Engine = Awaited<ReturnType<typeof startEngine>>;

/**
 * All processes of the engine in one, for `npm start` and the tests of the whole: migrates the
 * database, runs API, gateway and worker, and opens a way to send events as other systems do.
 */
export async function startEngine(config: Config<(typeof ENGINE_PARTS)[number]>, log: Logger) {
  const pool = createPool({
    connectionString: config.database.url,
    applicationName: 'kaigong-engine',
    max: 2,
    onIdleError(error) {
      log.warn({ err: error }, 'an idle connection to PostgreSQL broke');
    },
  });
  await migrate(pool);
  const [api, gateway, worker] = await Promise.all([
    runApi(config, log.child({ name: 'api' })),
    runGateway(config, { log: log.child({ name: 'gateway' }) }),
    runWorker(config, { log: log.child({ name: 'worker' }) }),
  ]);
  const sink = createKafkaSink({
    connection: config.kafka.connection,
    topics: TOPICS,
    clientId: 'kaigong-engine',
    log,
  });
  return {
    config,
    pool,
    api,
    gateway,
    worker,
    sink,
    async stop() {
      await sink.close();
      await gateway.stop();
      await worker.stop();
      await api.stop();
      await pool.end();
    },
  };
}
