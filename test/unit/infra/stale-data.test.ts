import { spawn } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkKafkaData, prepareKafkaData } from '../../../infra/kafka-data.ts';
import { checkPostgresData } from '../../../infra/postgres-data.ts';
import { checkTemporalData } from '../../../infra/temporal.ts';
import { withDirectory } from '../../support/part-context.ts';
import { stackFailure } from '../../support/stack-failure.ts';

async function withFiles(
  files: Record<string, string>,
  use: (dir: string) => Promise<void>,
): Promise<void> {
  await withDirectory(async (dir) => {
    for (const [name, content] of Object.entries(files)) await writeFile(join(dir, name), content);
    await use(dir);
  });
}

describe('data of Temporal', () => {
  it.each([
    {
      what: 'was written by a newer server',
      files: { 'server-version': '1.31.0', 'temporal.db': 'SQLite format 3\0' },
      says: "Temporal's data was written by server 1.31.0, but the one found is 1.29.1.",
      todo: 'Bring the newer Temporal CLI back, or begin anew with `kaigong stack reset`.',
    },
    {
      what: 'is damaged',
      files: { 'server-version': '1.29.1', 'temporal.db': 'no such thing' },
      says: 'temporal.db is not a database of Temporal: it is damaged.',
      todo: 'Remove that file: Temporal is filled again from PostgreSQL.',
    },
  ])('is refused when it $what', async ({ files, says, todo }) => {
    await withFiles(files, async (dir) => {
      const failure = await stackFailure(checkTemporalData(dir, '1.29.1'));
      expect(failure.what).toContain(says);
      expect(failure.todo).toBe(todo);
    });
  });

  it.each([
    { what: 'is new', files: {} },
    { what: 'is empty', files: { 'temporal.db': '' } },
    {
      what: 'is of this server',
      files: { 'server-version': '1.29.1', 'temporal.db': 'SQLite format 3\0' },
    },
    {
      what: 'is of an older server',
      files: { 'server-version': '1.9.0', 'temporal.db': 'SQLite format 3\0' },
    },
  ])('is taken when it $what', async ({ files }) => {
    await withFiles(files, async (dir) => {
      await expect(checkTemporalData(dir, '1.29.1')).resolves.toBeUndefined();
    });
  });
});

describe('data of Kafka', () => {
  it.each([
    {
      what: 'was never laid out to the end',
      files: { 'bootstrap.checkpoint': '' },
      says: 'was never laid out to the end',
    },
    {
      what: 'belongs to another cluster',
      files: { 'meta.properties': '#\nversion=1\ncluster.id=theirs\nnode.id=1\n' },
      says: 'belongs to Kafka cluster theirs, not to ours (ours)',
    },
  ])('is refused when it $what', async ({ files, says }) => {
    await withFiles(files, async (dir) => {
      const failure = await stackFailure(checkKafkaData(dir, 'ours'));
      expect(failure.what).toContain(says);
      expect(failure.todo).toContain(`Remove ${dir}`);
    });
  });

  it('is new when there is none, and ours when it has our cluster id', async () => {
    await withDirectory(async (dir) => {
      const first = await prepareKafkaData(dir);
      expect(first.isNew).toBe(true);
      await writeFile(
        join(first.home, 'data', 'meta.properties'),
        `cluster.id=${first.clusterId}\n`,
      );
      expect(await prepareKafkaData(dir)).toEqual({ ...first, isNew: false });
    });
  });

  it('gets a cluster id of 16 bytes that no tool takes for an option', async () => {
    await withDirectory(async (dir) => {
      const { clusterId } = await prepareKafkaData(dir);
      expect(clusterId).toMatch(/^K[\w-]{21}$/);
    });
  });
});

describe('data of PostgreSQL', () => {
  it('is refused when it is of another major version', async () => {
    await withFiles({ PG_VERSION: '17\n' }, async (dir) => {
      const failure = await stackFailure(checkPostgresData(dir, '18.4'));
      expect(failure.what).toBe(
        `The data in ${dir} is of PostgreSQL 17, but the server found is 18.4.`,
      );
      expect(failure.todo).toContain('pg_dump');
    });
  });

  it.each([
    { who: 'a process that has ended', pid: 2 ** 22 + 1 },
    { who: 'another program that got the id', pid: process.pid },
  ])('loses the pid file of a dead server that names $who', async ({ pid }) => {
    await withFiles({ PG_VERSION: '18\n', 'postmaster.pid': `${pid}\n/x\n` }, async (dir) => {
      await checkPostgresData(dir, '18.4');
      expect(await readdir(dir)).toEqual(['PG_VERSION']);
    });
  });

  it('is refused while a server that nobody recorded runs on it', async () => {
    await withDirectory(async (dir) => {
      const data = join(dir, 'data');
      await mkdir(data);
      const server = spawn(process.execPath, ['-e', 'console.log(1); setInterval(Number)', data]);
      try {
        await new Promise((resolve) => server.stdout.once('data', resolve));
        await writeFile(join(data, 'PG_VERSION'), '18');
        await writeFile(join(data, 'postmaster.pid'), `${server.pid ?? 0}\n`);
        const failure = await stackFailure(checkPostgresData(data, '18.4'));
        expect(failure.what).toContain(`runs on ${data} (process ${server.pid ?? 0})`);
        expect(await readdir(data)).toContain('postmaster.pid');
      } finally {
        server.kill('SIGKILL');
      }
    });
  });
});
