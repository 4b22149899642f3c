import { mkdtemp, readdir, copyFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { assertSchema, migrate, SchemaError } from '../../../readmodel/migrate.ts';
import { createTestDatabase, testPool } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

const SHIPPED = new URL('../../../readmodel/migrations/', import.meta.url);

describe('migrations', () => {
  let database: TestDatabase;
  let directory: string;
  beforeEach(async () => {
    database = await createTestDatabase({ migrated: false });
    directory = await mkdtemp(join(tmpdir(), 'kaigong-migrations-'));
    for (const name of await readdir(SHIPPED)) {
      await copyFile(new URL(name, SHIPPED), join(directory, name));
    }
  });
  afterEach(async () => {
    await database.close();
    await rm(directory, { recursive: true });
  });
  const own = () => pathToFileURL(`${directory}/`);
  const add = (name: string, sql: string) => writeFile(join(directory, name), sql);

  it('bring an empty database up, once', async () => {
    const first = await migrate(database.pool);
    const second = await migrate(database.pool);

    expect(first).toEqual((await readdir(SHIPPED)).sort());
    expect(second).toEqual([]);
    await assertSchema(database.pool);
  });

  it('may be run by several processes at once', async () => {
    const pools = [database.pool, testPool(database.url), testPool(database.url)];

    const applied = await Promise.all(pools.map((pool) => migrate(pool)));

    expect(applied.flat().sort()).toEqual((await readdir(SHIPPED)).sort());
    await Promise.all(pools.slice(1).map((pool) => pool.end()));
  });

  it('go forward by the files that are new', async () => {
    await migrate(database.pool);
    await add('0900-more.sql', 'create table more (id int);');

    await expect(assertSchema(database.pool, own())).rejects.toThrow(/lacks 0900-more\.sql/);
    expect(await migrate(database.pool, own())).toEqual(['0900-more.sql']);
    await assertSchema(database.pool, own());
  });

  it('refuse a database that is newer than the program', async () => {
    await add('0900-more.sql', 'create table more (id int);');
    await migrate(database.pool, own());

    await expect(assertSchema(database.pool)).rejects.toThrow(SchemaError);
    await expect(assertSchema(database.pool)).rejects.toThrow(/newer than this program.*0900-more/);
    await expect(migrate(database.pool)).rejects.toThrow(/newer than this program/);
  });

  it('refuse a file that was changed after it was applied', async () => {
    await migrate(database.pool, own());
    await add('0001-inbox.sql', 'select 1;');

    await expect(assertSchema(database.pool, own())).rejects.toThrow(/0001-inbox\.sql was changed/);
    await expect(migrate(database.pool, own())).rejects.toThrow(/0001-inbox\.sql was changed/);
  });

  it('leave nothing of a file that fails, and keep those before it', async () => {
    await add('0900-broken.sql', 'create table half (id int); select nonsense;');

    await expect(migrate(database.pool, own())).rejects.toThrow(/nonsense/);

    const { rows } = await database.pool.query<{ half: string | null; subject: string | null }>(
      "select to_regclass('half') as half, to_regclass('subject') as subject",
    );
    expect(rows).toEqual([{ half: null, subject: 'subject' }]);
  });

  it('refuse to start on a database that was never migrated', async () => {
    await expect(assertSchema(database.pool)).rejects.toThrow(/lacks 0001-inbox\.sql/);
  });
});
