import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import type { Pool, PoolClient } from 'pg';
import { inTransaction, WITHOUT_TIME_LIMIT } from './pool.ts';

// Beside this file in the sources and in dist alike.
const DIRECTORY = new URL('./migrations/', import.meta.url);
// Any number, the same for every process of every version.
const LOCK = 5_211_301;

/** The database and this program do not fit; the message says what to do. */
export class SchemaError extends Error {
  override name = 'SchemaError';
}

interface Migration {
  name: string;
  sql: string;
  hash: string;
}

interface AppliedMigration {
  name: string;
  hash: string;
}

/**
 * Brings the schema up to this program, each file in a transaction of its own, and gives the names
 * of those applied. Any number of processes may call it at once. Throws a SchemaError as `assertSchema` does.
 */
export async function migrate(pool: Pool, directory: URL = DIRECTORY): Promise<string[]> {
  const applied: string[] = [];
  const migrations = await readMigrations(directory);
  await inTransaction(pool, async (client) => {
    await lock(client);
    await client.query(`create table if not exists schema_migration (
      name text primary key, hash text not null, applied_at timestamptz not null default clock_timestamp())`);
    refuseForeign(migrations, await readApplied(client));
  });
  for (const migration of migrations) {
    if (await inTransaction(pool, (client) => apply(client, migration)))
      applied.push(migration.name);
  }
  await forgetForeignTransactions(pool);
  return applied;
}

/** Throws a SchemaError when the database is newer or older than this program, or an applied file was changed. */
export async function assertSchema(pool: Pool, directory: URL = DIRECTORY): Promise<void> {
  const migrations = await readMigrations(directory);
  const { rows } = await pool.query<{ exists: boolean }>(
    "select to_regclass('schema_migration') is not null as exists",
  );
  const applied = rows[0]?.exists ? await readApplied(pool) : [];
  refuseForeign(migrations, applied);
  const names = new Set(applied.map(({ name }) => name));
  const missing = migrations.filter(({ name }) => !names.has(name)).map(({ name }) => name);
  if (missing.length > 0) {
    throw new SchemaError(
      `The database lacks ${missing.join(', ')}: migrate it with \`kaigong readmodel migrate\` first.`,
    );
  }
}

async function readMigrations(directory: URL): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort();
  if (names.length === 0) throw new SchemaError(`No migrations found in ${directory.pathname}.`);
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, directory), 'utf8');
      return { name, sql, hash: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function readApplied(client: Pick<PoolClient, 'query'>): Promise<AppliedMigration[]> {
  const { rows } = await client.query<AppliedMigration>(
    'select name, hash from schema_migration order by name',
  );
  return rows;
}

function refuseForeign(migrations: Migration[], applied: AppliedMigration[]): void {
  const known = new Map(migrations.map(({ name, hash }) => [name, hash]));
  for (const { name, hash } of applied) {
    const expected = known.get(name);
    if (expected === undefined) {
      throw new SchemaError(
        `The database is newer than this program: it has migration ${name}. Start a version that knows it.`,
      );
    }
    if (expected !== hash) {
      throw new SchemaError(
        `Migration ${name} was changed after it was applied here. Restore the file and add a new one instead.`,
      );
    }
  }
}

async function apply(client: PoolClient, { name, sql, hash }: Migration): Promise<boolean> {
  await lock(client);
  const { rowCount } = await client.query(
    'insert into schema_migration (name, hash) values ($1, $2) on conflict do nothing',
    [name, hash],
  );
  if (rowCount === 0) return false;
  await client.query({ text: sql, ...WITHOUT_TIME_LIMIT });
  return true;
}

async function lock(client: PoolClient): Promise<void> {
  // Another process may migrate for longer than an ordinary statement is allowed to take.
  await client.query('set local statement_timeout = 0');
  await client.query({
    text: 'select pg_advisory_xact_lock($1)',
    values: [LOCK],
    ...WITHOUT_TIME_LIMIT,
  });
}

// A dump restored into another cluster carries transaction ids from that cluster's future, which a
// reader of changes would wait for; no row that is seen can come from a later transaction otherwise.
async function forgetForeignTransactions(pool: Pool): Promise<void> {
  await pool.query(
    "update timeline set tx = '0' where tx >= pg_snapshot_xmax(pg_current_snapshot())",
  );
  await pool.query(
    'update subject set changed_tx = null where changed_tx >= pg_snapshot_xmax(pg_current_snapshot())',
  );
}
