import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import type { Client, Pool } from 'pg';
import { migrate } from '../../readmodel/migrate.ts';
import { createPool } from '../../readmodel/pool.ts';
import { rowsOf } from '../../schemas/definition-rows.ts';
import { loadDefinitions, type Catalogue } from '../../schemas/definitions.ts';
import { loadIntoDatabase } from '../../settlement/catalogue-loading.ts';
import { sharedStack } from './stack.ts';

export interface TestDatabase {
  url: string;
  pool: Pool;
  /** Ends the pool and drops the database, whoever is still connected. */
  close: () => Promise<void>;
}

/** A database of the shared PostgreSQL for one test file alone, migrated and with the shipped definitions in force unless asked otherwise. */
export async function createTestDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  return createFrom((admin) => (migrated ? templateOf(admin) : Promise.resolve('template1')));
}

/** Another database with all that is in this one, to which nobody may be connected. */
export const copyTestDatabase = ({ url }: TestDatabase): Promise<TestDatabase> =>
  createFrom(() => Promise.resolve(new URL(url).pathname.slice(1)));

async function createFrom(templateFor: (admin: Client) => Promise<string>): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(async (admin) => {
    await admin.query(`create database ${name} template ${await templateFor(admin)}`);
  });
  const url = urlOf(name);
  const pool = testPool(url);
  return {
    url,
    pool,
    close: async () => {
      await pool.end();
      await asAdmin((admin) => admin.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** Another pool on the same database, as another process would have. */
export const testPool = (connectionString: string, max = 10): Pool =>
  createPool({
    connectionString,
    applicationName: 'test',
    max,
    // A loaded machine is slow, which is no failure here.
    statementTimeoutMs: 30_000,
    onIdleError: () => undefined,
  });

const MIGRATIONS = new URL('../../readmodel/migrations/', import.meta.url);
const LOCK = 7_361_001;

/** Migrated and given the definitions once for each state of both, by whichever test file comes first. */
async function templateOf(admin: Client): Promise<string> {
  const name = `template_${hashOfContent()}`;
  await admin.query('select pg_advisory_lock($1)', [LOCK]);
  try {
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await createTemplate(admin, name);
  } finally {
    await admin.query('select pg_advisory_unlock($1)', [LOCK]);
  }
  return name;
}

async function createTemplate(admin: Client, name: string): Promise<void> {
  const unfinished = `${name}_new`;
  await admin.query(`drop database if exists ${unfinished} with (force)`);
  await admin.query(`create database ${unfinished}`);
  const pool = testPool(urlOf(unfinished));
  await prepareTestDatabase(pool).finally(() => pool.end());
  await admin.query(`alter database ${unfinished} rename to ${name}`);
}

/** Migrates a database and puts definitions in force, the shipped ones unless told otherwise. */
export async function prepareTestDatabase(
  pool: Pool,
  definitions: Catalogue = loadDefinitions(),
): Promise<void> {
  await migrate(pool);
  await loadIntoDatabase(pool, definitions, 0);
}

function hashOfContent(): string {
  const hash = createHash('sha256');
  for (const { hash: definition } of rowsOf(loadDefinitions())) hash.update(definition);
  for (const name of readdirSync(MIGRATIONS).sort()) {
    hash.update(name).update(readFileSync(new URL(name, MIGRATIONS)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function asAdmin<T>(work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: sharedStack().postgres });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function urlOf(database: string): string {
  const url = new URL(sharedStack().postgres);
  url.pathname = `/${database}`;
  return url.href;
}
