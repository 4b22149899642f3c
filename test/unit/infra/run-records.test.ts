import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { withLock } from '../../../infra/lock.ts';
import { ownRecord } from '../../../infra/process.ts';
import { forgetPart, readParts, rememberPart } from '../../../infra/run-records.ts';
import { withDirectory } from '../../support/part-context.ts';
import { stackFailure } from '../../support/stack-failure.ts';

const record = {
  name: 'postgres',
  provider: 'npm',
  version: '18.4',
  address: 'postgres://kaigong:secret@127.0.0.1:1/kaigong',
  port: 1,
  process: { pid: 1, startedAt: 'x' },
} as const;

describe('the record of a part', () => {
  it('is found until it is forgotten', async () => {
    await withDirectory(async (dir) => {
      await rememberPart(dir, record, false);
      await rememberPart(dir, record, true);
      expect(await readParts(dir)).toEqual([{ ...record, ready: true }]);
      await forgetPart(dir, 'postgres');
      expect(await readParts(dir)).toEqual([]);
    });
  });

  it('is for its owner only, since an address may hold a password', async () => {
    await withDirectory(async (dir) => {
      await rememberPart(dir, record, true);
      const { mode } = await stat(join(dir, 'run', 'postgres.json'));
      expect(mode & 0o077).toBe(0);
    });
  });
});

describe('withLock', () => {
  it('refuses while another is at it, and lets in again afterwards', async () => {
    await withDirectory(async (dir) => {
      const failure = await withLock(dir, () =>
        stackFailure(withLock(dir, () => Promise.resolve())),
      );

      expect(failure.what).toBe(
        `Process ${process.pid} is starting or stopping this stack at the moment.`,
      );
      expect(await withLock(dir, () => Promise.resolve('done'))).toBe('done');
      expect(await readdir(join(dir, 'run'))).toEqual([]);
    });
  });

  it('is free again after a failure', async () => {
    await withDirectory(async (dir) => {
      await expect(withLock(dir, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
      expect(await withLock(dir, () => Promise.resolve('done'))).toBe('done');
    });
  });

  it('is taken over from a process that was killed', async () => {
    await withDirectory(async (dir) => {
      await withLock(dir, () => Promise.resolve());
      const killed = { ...(await ownRecord()), startedAt: 'an earlier boot' };
      await writeFile(join(dir, 'run', 'lock'), JSON.stringify(killed));
      expect(await withLock(dir, () => Promise.resolve('done'))).toBe('done');
    });
  });
});
