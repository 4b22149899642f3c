import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Pool, PoolClient } from 'pg';
import { createBatchingSocket } from './batching-socket.ts';

const { INT8, TIMESTAMPTZ } = pg.types.builtins;

/** How a process uses PostgreSQL. */
export interface PoolSettings {
  connectionString: string;
  /** The process's name; PostgreSQL shows it beside each connection, with `max` and what tells this pool from others. */
  applicationName: string;
  max?: number;
  /** Below the time limit of the activity around it, so that the database gives up first. */
  statementTimeoutMs?: number;
  /** Told of a connection that broke while idle; the pool replaces it by itself. */
  onIdleError: (error: Error) => void;
}

const DEFAULT_MAX = 10;
const DEFAULT_STATEMENT_TIMEOUT_MS = 4_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000;
const CONNECTION_TIMEOUT_MS = 4_000;
// PostgreSQL gives a statement up itself; only one that is frozen or cut off lets this time pass.
const GRACE_FOR_ANSWERS_MS = 500;
// Else a network that forgets silent connections lets the next statement run into nothing.
const KEEP_ALIVE_AFTER_MS = 10_000;

/** For a statement that may take as long as it needs: the longest time that a timer of Node can hold. */
export const WITHOUT_TIME_LIMIT = { query_timeout: 2 ** 31 - 1 };

/** A pool whose broken connections never end the process; instants come as ISO text in UTC, bigints as numbers. */
export function createPool(settings: PoolSettings): Pool {
  const { max = DEFAULT_MAX, statementTimeoutMs = DEFAULT_STATEMENT_TIMEOUT_MS } = settings;
  const pool = new pg.Pool({
    connectionString: settings.connectionString,
    application_name: connectionName(settings.applicationName, max),
    max,
    // One stays, by which others see that this process runs and how many it may open.
    min: 1,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + GRACE_FOR_ANSWERS_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    // What is asked at once is sent at once, and PostgreSQL answers in turn: see `together`.
    pipeline: true,
    stream: createBatchingSocket,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    types: ownParsers(),
  });
  // Without a listener Node ends the process when PostgreSQL is stopped under an idle connection, or
  // under one that is just being handed out: then the next statement on it fails anyway.
  pool.on('error', settings.onIdleError);
  pool.on('connect', (client) => client.on('error', ignore));
  return pool;
}

/** The name that all connections of one pool carry: `<process>/<most it may open>/<one of its kind>`. */
const connectionName = (process: string, max: number): string =>
  `${process}/${max}/${randomBytes(4).toString('hex')}`;

/** What a query runs on: the pool for a read of its own, a client within a transaction. */
export type Queryable = Pick<PoolClient, 'query'>;

/** Commits what `fn` did, or nothing of it when it throws; READ COMMITTED. */
export function inTransaction<T>(pool: Pool, fn: (client: PoolClient) => Promise<T>): Promise<T> {
  return inQuickTransaction(pool, async ({ client, begun }) => {
    await begun;
    return fn(client);
  });
}

/** A transaction whose first and last message need not travel alone. */
export interface QuickTransaction {
  client: PoolClient;
  /** Until it resolves nothing may be written, only read: it would count at once if this rejected. */
  begun: Promise<unknown>;
  /** Ends it; may be sent with the last write, because PostgreSQL commits nothing of which a part failed. */
  commit: () => Promise<unknown>;
}

/** As `inTransaction`, for an `fn` that heeds what is said of `begun`; what it leaves open is committed. */
export async function inQuickTransaction<T>(
  pool: Pool,
  fn: (transaction: QuickTransaction) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const begun = client.query('begin');
    begun.catch(ignore);
    let ending: Promise<unknown> | undefined;
    const commit = () => (ending ??= client.query('commit'));
    const result = await fn({ client, begun, commit });
    await begun;
    await commit();
    return result;
  } catch (error) {
    broken = isUnanswered(error) ? error : await rollBack(client);
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * Waits for statements that were sent at once on one connection, which PostgreSQL runs one after the
 * other. Settles only when all have, so that none is sent behind a rollback, and throws what the
 * first of them threw that failed by itself.
 */
export async function together<T extends readonly Promise<unknown>[] | []>(
  statements: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const outcomes = await Promise.allSettled(statements);
  const failures = outcomes.flatMap((one) =>
    one.status === 'rejected' ? [one.reason as unknown] : [],
  );
  if (failures.length === 0) return Promise.all(statements);
  throw failures.find((failure) => !isAborted(failure)) ?? failures[0];
}

// A statement of a transaction in which another one had failed before.
const isAborted = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '25P02';

const ignore = () => undefined;

// node-postgres has no code for it. Its connection still waits for the answer: nothing more is asked of it.
const isUnanswered = (error: unknown): error is Error =>
  error instanceof Error && error.message === 'Query read timeout';

// A connection that can't even roll back is not given to the next.
async function rollBack(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function ownParsers() {
  const parsers = new pg.TypeOverrides();
  parsers.setTypeParser(INT8, toSafeNumber);
  parsers.setTypeParser(TIMESTAMPTZ, toInstant);
  return parsers;
}

function toSafeNumber(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new RangeError(`bigint ${text} is beyond what a number holds exactly`);
}

const parseDate = pg.types.getTypeParser(TIMESTAMPTZ, 'text') as (text: string) => Date;
const toInstant = (text: string): string => parseDate(text).toISOString();
