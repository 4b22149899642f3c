import type { AddressInfo } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Pool } from 'pg';
import { createMailboxBell, ringMailboxes } from '../activities/mailbox-bell.ts';
import { createApp } from '../api/app.ts';
import type { LocalIssuer } from '../identity/start-issuer.ts';
import { loadDefinitions } from '../schemas/definitions.ts';
import { createRulebook } from '../settlement/catalogue.ts';
import { createSettler } from '../settlement/settle.ts';
import { configOrExit, type Config } from './config.ts';
import { isMisfit, openPool, prepareDatabase } from './database.ts';
import { createLogger } from './logger.ts';
import { startSignIn } from './sign-in.ts';
import { clientConnection } from './temporal-connection.ts';
import { startTracing } from './tracing.ts';
import { createWorkbookReader } from './workbook-reader.ts';

/** The settings that the API reads. */
export type ApiConfig = Config<'clock' | 'temporal' | 'database' | 'api' | 'links' | 'signIn'>;

/** An API that listens. */
export interface RunningApi {
  /** Such as `http://127.0.0.1:8700`. */
  url: string;
  /** The park's own issuer, where it runs in this process. */
  issuer?: LocalIssuer;
  /** Answers what was asked, ends long polls, closes its connections. */
  stop: () => Promise<void>;
}

// Probes of container platforms wait a second.
const TEMPORAL_DEADLINE_MS = 500;
// Built beside the compiled code, from wherever this runs.
const WEB_DIRECTORY = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../dist/web' : '../web', import.meta.url),
);
// Longer than any statement may take.
const CUT_AFTER_MS = 5_000;

/**
 * Runs the API. It starts with PostgreSQL or Temporal away and says so at /readyz; throws what
 * `isMisfit` knows when the database does not fit this program.
 */
export async function runApi(
  config: ApiConfig,
  log: Logger,
  webDirectory = WEB_DIRECTORY,
): Promise<RunningApi> {
  const pool = openPool(config.database, 'kaigong-api', log);
  const connection = Connection.lazy(clientConnection(config.temporal));
  const { namespace } = config.temporal;
  const bell = createMailboxBell(new Client({ connection, namespace }));
  const clockOffsetMs = config.clock.offsetMs;
  const rules = createRulebook();
  await refuseMisfit(pool, log, clockOffsetMs);
  const { deps, issuer } = await startSignIn(config, { pool, log });
  const app = createApp({
    ...deps,
    pool,
    settler: createSettler({ pool, rules, clockOffsetMs, log }),
    rules,
    clockOffsetMs,
    linkBase: config.links.base,
    webDirectory,
    readWorkbook: createWorkbookReader(),
    log,
    ringMailboxes: (people) => void ringMailboxes(bell, people, log),
    askTemporal: async () => {
      const deadline = Date.now() + TEMPORAL_DEADLINE_MS;
      await connection.withDeadline(deadline, () =>
        connection.workflowService.describeNamespace({ namespace }),
      );
    },
  });
  const stop = async () => {
    // A connection on which nothing was ever asked, as browsers open them in advance, counts as busy.
    const cut = setTimeout(() => {
      app.server.closeAllConnections();
    }, CUT_AFTER_MS);
    await app.close();
    clearTimeout(cut);
    await issuer?.stop();
    await connection.close();
    await pool.end();
  };
  try {
    await app.listen(config.api);
  } catch (error) {
    await stop();
    throw error;
  }
  // `as`: it listens on a port, so its address is neither null nor a path.
  const { address, port } = app.server.address() as AddressInfo;
  const url = `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
  log.info({ url }, 'API runs');
  return { url, stop, ...(issuer && { issuer }) };
}

async function refuseMisfit(pool: Pool, log: Logger, clockOffsetMs: number): Promise<void> {
  const definitions = loadDefinitions();
  try {
    await prepareDatabase(pool, { definitions, clockOffsetMs, log });
  } catch (error) {
    if (isMisfit(error)) throw error;
    log.warn({ err: error }, 'PostgreSQL does not answer, the API starts and says so');
  }
}

async function main(): Promise<void> {
  const config = configOrExit(
    'logging',
    'clock',
    'temporal',
    'database',
    'api',
    'links',
    'signIn',
    'tracing',
  );
  const log = createLogger('api', config.logging);
  const stopTracing = startTracing(config.tracing.endpoint, 'kaigong-api');
  try {
    const api = await runApi(config, log);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        log.info({ signal }, 'API stops');
        void api.stop().then(stopTracing).finally(exit);
      });
    }
  } catch (error) {
    log.fatal({ err: error }, 'the API can not start');
    process.exit(1);
  }
}

// A connection to a server that is frozen would still hold the process: everything of ours is done.
const exit = (): void => {
  process.exit();
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
