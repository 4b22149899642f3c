import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from 'node:process'; // for the parts under test
import { describe, expect, it } from '@jest/globals';
import { ownRecord } from '../../../infra/process.ts';
import { rememberPart } from '../../../infra/run-records.ts';
import { isReachable } from '../../../infra/server-user.ts';
import { resetStack } from '../../../infra/stack-reset.ts';
import { stackStatus } from '../../../infra/stack-status.ts';
import { checkSpace, startStack } from '../../../infra/stack.ts';
import { withDirectory } from '../../support/part-context.ts';
import { stackFailure } from '../../support/stack-failure.ts';

const GIVEN = { temporal: 'temporal:7233', kafka: 'kafka:9092', postgres: 'postgres://db/x' };
const PORTS = { temporal: 0, temporalUi: null, kafka: 0, postgres: 0 };

describe('startStack', () => {
  it('starts nothing that has an address of its own', async () => {
    await withDirectory(async (dir) => {
      const titles: string[] = [];
      const options = { dataDir: dir, env, ports: PORTS, given: GIVEN };
      const stack = await startStack(options, (steps) => {
        titles.push(...steps.map(({ title }) => title));
        return Promise.resolve();
      });

      expect(titles).toEqual([]);
      expect(stack.addresses).toEqual(GIVEN);
    });
  });

  it('says what to do when the data belongs to another user', async () => {
    await withDirectory(async (dir) => {
      const denied = Object.assign(new Error('permission denied'), { code: 'EACCES' });
      const options = { dataDir: dir, env, ports: PORTS, parts: ['kafka'] as const };
      const failure = await stackFailure(
        startStack(options, async (steps) => {
          for (const step of steps) {
            await step.run(() => {
              throw denied;
            });
          }
        }),
      );

      expect(failure.what).toBe('Kafka could not be started: permission denied');
      expect(failure.todo).toBe(
        `${dir} belongs to another user: run this as that user, or choose another data directory.`,
      );
    });
  });
});

describe('checkSpace', () => {
  it('refuses a disk with too little space, and takes one with enough', async () => {
    await withDirectory(async (dir) => {
      const failure = await stackFailure(checkSpace(dir, Number.MAX_SAFE_INTEGER));
      expect(failure.what).toBe(`The disk that holds ${dir} is full.`);
      await expect(checkSpace(dir, 1)).resolves.toBeUndefined();
    });
  });
});

describe('stackStatus', () => {
  it('shows parts as elsewhere or down where none was started', async () => {
    await withDirectory(async (dir) => {
      const parts = await stackStatus(dir, { kafka: 'kafka:9092' });
      expect(parts.map(({ name, state, address }) => ({ name, state, address }))).toEqual([
        { name: 'temporal', state: 'down', address: undefined },
        { name: 'kafka', state: 'elsewhere', address: 'kafka:9092' },
        { name: 'postgres', state: 'down', address: undefined },
      ]);
    });
  });

  it.each([
    ['postgres://user:pa:ss/w@rd@db:5432/x', 'postgres://user:***@db:5432/x'],
    [
      'postgres://db/x?user=u&password=secret&sslmode=require',
      'postgres://db/x?user=u&password=***&sslmode=require',
    ],
    ['postgres://user@db:5432/x', 'postgres://user@db:5432/x'],
    ['postgres://db:5432/x', 'postgres://db:5432/x'],
  ])('shows no password: %s', async (address, shown) => {
    await withDirectory(async (dir) => {
      const [postgres] = (await stackStatus(dir, { postgres: address })).slice(-1);
      expect(postgres?.address).toBe(shown);
    });
  });

  it('shows no password of a server of its own either', async () => {
    await withDirectory(async (dir) => {
      const address = 'postgres://kaigong:secret@127.0.0.1:1/kaigong';
      const part = { name: 'postgres', provider: 'npm', version: '18', port: 1 } as const;
      await rememberPart(dir, { ...part, address, process: await ownRecord() }, true);
      const parts = await stackStatus(dir);
      expect(parts.at(-1)).toMatchObject({
        state: 'not answering',
        address: 'postgres://kaigong:***@127.0.0.1:1/kaigong',
      });
    });
  });
});

describe('resetStack', () => {
  it('removes nothing from a directory that is not of a stack', async () => {
    await withDirectory(async (dir) => {
      await writeFile(join(dir, 'thesis.doc'), 'irreplaceable');
      const failure = await stackFailure(resetStack(dir));
      expect(failure.what).toContain('nothing was removed');
      expect(await readdir(dir)).toEqual(['thesis.doc']);
    });
  });

  it('finds a directory that does not exist reset already', async () => {
    await withDirectory(async (dir) => {
      await expect(resetStack(join(dir, 'none'))).resolves.toBeUndefined();
    });
  });
});

describe('isReachable', () => {
  it('is false below a directory that others may not enter', async () => {
    await withDirectory(async (dir) => {
      await chmod(dir, 0o755);
      await mkdir(join(dir, 'closed'), { mode: 0o700 });
      expect(await isReachable(join(dir, 'closed'))).toBe(true);
      expect(await isReachable(join(dir, 'closed', 'file'))).toBe(false);
    });
  });
});
