import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { inspect } from 'node:util';
import type { Pool } from 'pg';
import { isPostgresAway } from '../api/postgres-away.ts';
import { CliFailure, EXIT } from '../cli/failure.ts';
import type { EventSink } from '../cli/event.ts';
import type { CliDeps } from '../cli/program.ts';
import type { ReadModelDeps } from '../cli/readmodel.ts';
import { runCli } from '../cli/run.ts';
import { createTokenFetch, type TokenSource } from '../cli/token-fetch.ts';
import { GroupInUse, rewindKafka } from '../gateway/kafka-rewind.ts';
import { createKafkaSink } from '../gateway/kafka-sink.ts';
import { assertSchema, migrate, SchemaError } from '../readmodel/migrate.ts';
import { createPool } from '../readmodel/pool.ts';
import { forgetAllTold } from '../readmodel/told-projects.ts';
import { loadDefinitions } from '../schemas/definitions.ts';
import { TOPICS } from '../schemas/event.ts';
import { createRulebook } from '../settlement/catalogue.ts';
import { DefinitionConflict, loadIntoDatabase } from '../settlement/catalogue-loading.ts';
import { rebuildReadModel } from '../settlement/rebuild.ts';
import packageJson from '../package.json' with { type: 'json' };
import { ConfigError, readConfig, wholeEnvironment, type Config, type Part } from './config.ts';
import { readLocalClient } from './local-client.ts';
import { localEnvironment, localStackOptions } from './local-stack.ts';
import { createLogger } from './logger.ts';

const err = (line: string): void => {
  console.error(line);
};

/** Settings, completed by the local stack's; a fault of them is wrong usage, not a crash. */
async function settings<P extends Part>(...parts: P[]): Promise<Config<P>> {
  return explained(readConfig, parts, await localEnvironment());
}

function explained<A extends unknown[], R>(read: (...args: A) => R, ...args: A): R {
  try {
    return read(...args);
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause;
    const help = 'Start the local stack with `kaigong stack up`, or set them as .env.example says';
    throw new CliFailure(cause.message, { exitCode: EXIT.usage, help, cause });
  }
}

async function openEventSink(): Promise<EventSink> {
  const { kafka } = await settings('kafka');
  const sink = createKafkaSink({
    connection: kafka.connection,
    topics: TOPICS,
    clientId: 'kaigong-cli',
    log: silent(),
  });
  return {
    publish: (messages) => sink.publish([...messages]).catch(kafkaAway),
    close: () => sink.close(),
  };
}

function kafkaAway(cause: unknown): never {
  const message = cause instanceof Error ? cause.message : String(cause);
  throw new CliFailure(`Kafka did not take the events: ${message}`, {
    help: 'Send the file again when it answers: what had arrived is recognised and not counted twice',
    cause,
  });
}

const rebuild: ReadModelDeps['rebuildReadModel'] = (onProgress) =>
  withPool(async (pool, clockOffsetMs) => {
    await assertSchema(pool);
    await loadIntoDatabase(pool, loadDefinitions(), clockOffsetMs);
    return rebuildReadModel({
      pool,
      rules: createRulebook(),
      clockOffsetMs,
      onProgress,
      log: {
        error(fields, message) {
          err(`${message}: ${inspect(fields)}`);
        },
      },
    });
  });

const rewind: ReadModelDeps['rewind'] = async (since) => {
  const messages = await rewound(since);
  // Second, since a gateway at work is refused before; to repeat both is harmless.
  await withPool((pool) => forgetAllTold(pool));
  return messages;
};

async function rewound(to: Date): Promise<number> {
  const { connection, groupId } = (await settings('kafka')).kafka;
  try {
    return await rewindKafka({ connection, groupId, topics: TOPICS, to, log: silent() });
  } catch (cause) {
    if (cause instanceof GroupInUse) throw new CliFailure(cause.message, { cause });
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new CliFailure(`Kafka was not rewound: ${message}`, { cause });
  }
}

// What goes wrong is thrown as well, and stdout belongs to results.
const silent = () => createLogger('kaigong', { level: 'silent', format: 'json' });

async function withPool<T>(work: (pool: Pool, clockOffsetMs: number) => Promise<T>): Promise<T> {
  const { database, clock } = await settings('database', 'clock');
  const pool = createPool({
    connectionString: database.url,
    applicationName: 'kaigong-cli',
    max: 2,
    statementTimeoutMs: database.statementTimeoutMs,
    // The query at hand fails as well and says so.
    onIdleError: () => undefined,
  });
  try {
    return await work(pool, clock.offsetMs);
  } catch (cause) {
    if (cause instanceof SchemaError || cause instanceof DefinitionConflict) {
      throw new CliFailure(cause.message, { cause });
    }
    if (!isPostgresAway(cause)) throw cause;
    throw new CliFailure('PostgreSQL does not answer', {
      help: 'Start the local stack with `kaigong stack up`, or check DATABASE_URL',
      cause,
    });
  } finally {
    await pool.end();
  }
}

/** Settings of its own, else what the local stack has left for the command line of this machine. */
async function tokenSource(address: string): Promise<TokenSource | undefined> {
  const { token, client } = explained(readConfig, ['cli'] as const, wholeEnvironment()).cli;
  if (token !== undefined) return { token };
  if (client) return { client };
  // The key to a local API is shown to nobody else.
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname)) return undefined;
  const local = await readLocalClient(explained(localStackOptions, wholeEnvironment()).dataDir);
  return local && { client: local };
}

const fetchWithToken = (): typeof fetch => {
  let known: Promise<typeof fetch> | undefined;
  return async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    known ??= tokenSource(address).then((found) =>
      found ? createTokenFetch(fetch, found) : fetch,
    );
    return (await known)(input, init);
  };
};

function createDeps(): CliDeps {
  return {
    version: packageJson.version,
    out: (line) => {
      console.log(line);
    },
    err,
    apiAddress: explained(readConfig, ['cli'] as const, wholeEnvironment()).cli.apiAddress,
    fetch: fetchWithToken(),
    userName: userInfo().username,
    newId: randomUUID,
    catalogue: loadDefinitions,
    openEventSink,
    rebuildReadModel: rebuild,
    migrate: () => withPool((pool) => migrate(pool)),
    rewind,
    stackOptions: () => explained(localStackOptions, wholeEnvironment()),
    terminal: process.stderr.isTTY,
  };
}

process.exitCode = await runCli(process.argv.slice(2), err, createDeps);
