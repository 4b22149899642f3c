import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from 'node:process'; // for the commands under test
import { describe, expect, it } from '@jest/globals';
import {
  goneWithin,
  isRunning,
  output,
  ownRecord,
  signal,
  spawnDetached,
  stop,
  type ProcessRecord,
} from '../../../infra/process.ts';
import { withDirectory } from '../../support/part-context.ts';

/** Runs a script detached, for as long as the test wants it. */
async function withProcess(
  script: string,
  use: (record: ProcessRecord, logFile: string) => Promise<void>,
): Promise<void> {
  await withDirectory(async (dir) => {
    const logFile = join(dir, 'log');
    const record = await spawnDetached({
      command: 'sh',
      args: ['-c', script],
      cwd: dir,
      env,
      logFile,
    });
    try {
      await use(record, logFile);
    } finally {
      await stop(record, 'SIGKILL', 5_000);
    }
  });
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}

const logContains = (logFile: string, text: string) => async () =>
  (await readFile(logFile, 'utf8').catch(() => '')).includes(text);

describe('spawnDetached', () => {
  it('writes both output streams of the process to its log', async () => {
    await withProcess('echo out; echo err >&2', async (record, logFile) => {
      await goneWithin(record, 10_000);
      expect((await readFile(logFile, 'utf8')).split('\n').sort()).toEqual(['', 'err', 'out']);
    });
  });

  it('fails when the command does not exist', async () => {
    await withDirectory(async (dir) => {
      const wanted = { command: join(dir, 'none'), args: [], cwd: dir, env };
      await expect(spawnDetached({ ...wanted, logFile: join(dir, 'log') })).rejects.toThrow(
        'ENOENT',
      );
    });
  });
});

describe('a process record', () => {
  it('fits the process that it was made of, and no longer when that has ended', async () => {
    await withProcess('sleep 60', async (record) => {
      expect(await isRunning(record)).toBe(true);
      await stop(record, 'SIGTERM', 5_000);
      expect(await isRunning(record)).toBe(false);
    });
  });

  it('does not fit another process that got the same id, which is left alone', async () => {
    const impostor = { pid: process.pid, startedAt: 'some other boot 1' };

    expect(await isRunning(impostor)).toBe(false);
    expect(await signal(impostor, 'SIGKILL')).toBe(false);
    await stop(impostor, 'SIGKILL', 100);
    expect(await isRunning(await ownRecord())).toBe(true);
  });

  it('fits nothing when the process had ended before its start could be read', async () => {
    expect(await isRunning({ pid: 2 ** 22 + 1, startedAt: '' })).toBe(false);
  });
});

const LINGERING = 'trap "echo goodbye; exit" TERM; echo ready; while true; do sleep 0.05; done';

describe('stop', () => {
  it('lets the process end in its own way', async () => {
    await withProcess(LINGERING, async (record, logFile) => {
      await until(logContains(logFile, 'ready'));
      await stop(record, 'SIGTERM', 10_000);
      expect(await readFile(logFile, 'utf8')).toBe('ready\ngoodbye\n');
    });
  });

  it('ends one that is deaf to the gentle signal', async () => {
    const script = 'trap "" TERM; echo ready; while true; do sleep 0.05; done';
    await withProcess(script, async (record, logFile) => {
      await until(logContains(logFile, 'ready'));
      await stop(record, 'SIGTERM', 200);
      expect(await isRunning(record)).toBe(false);
    });
  });

  it('thaws one that is frozen, so that it too ends in its own way', async () => {
    await withProcess(LINGERING, async (record, logFile) => {
      await until(logContains(logFile, 'ready'));
      await signal(record, 'SIGSTOP');
      await stop(record, 'SIGTERM', 10_000);
      expect(await readFile(logFile, 'utf8')).toBe('ready\ngoodbye\n');
    });
  });
});

describe('output', () => {
  it('fails with what the command said', async () => {
    await expect(output('sh', ['-c', 'echo broken >&2; exit 3'], env)).rejects.toThrow('broken');
  });
});
