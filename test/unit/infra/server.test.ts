import { join } from 'node:path';
import { env } from 'node:process'; // for the commands under test
import { describe, expect, it } from '@jest/globals';
import { isRunning, type ProcessRecord } from '../../../infra/process.ts';
import { endedEarly, startServer } from '../../../infra/server.ts';
import { partContext, withDirectory } from '../../support/part-context.ts';
import { stackFailure } from '../../support/stack-failure.ts';

const LOG = '/data/logs/kafka.log';

describe('what a server says before it ends early', () => {
  it.each([
    {
      log: 'java.io.IOException: No space left on device',
      what: `The disk that holds ${LOG} is full.`,
      todo: 'Free some space (about 500 MB), then start again.',
    },
    {
      log: 'java.net.BindException: Address already in use',
      what: 'Kafka ended at once: its port was taken meanwhile.',
      todo: 'Start again; if it stays so, choose another port.',
    },
    {
      log: 'FATAL: something else',
      what: 'Kafka ended before it was ready.',
      todo: `Read ${LOG}; \`kaigong stack reset\` starts from empty data.`,
    },
  ])('$log', ({ log, what, todo }) => {
    expect(endedEarly('kafka', LOG, log)).toMatchObject({ what, todo });
  });
});

describe('startServer', () => {
  const start = (dir: string, script: string, onStarted: (started: ProcessRecord) => void) =>
    startServer(
      {
        name: 'kafka',
        command: 'sh',
        args: ['-c', script],
        cwd: dir,
        env,
        onStarted: (started) => {
          onStarted(started);
          return Promise.resolve();
        },
        isReady: () => Promise.resolve(false),
        limitMs: 300,
      },
      partContext(dir),
    );

  it('quotes the last words of a server that ends early, not those of an earlier run', async () => {
    await withDirectory(async (dir) => {
      await stackFailure(start(dir, 'echo an old story; exit 1', () => undefined));
      const failure = await stackFailure(start(dir, 'echo boom; exit 1', () => undefined));
      expect(failure.tried).toEqual(['its last words: boom']);
    });
  });

  it('stops a server that does not get ready, and names its log', async () => {
    await withDirectory(async (dir) => {
      let process: ProcessRecord | undefined;
      const failure = await stackFailure(
        start(dir, 'sleep 60', (started) => {
          process = started;
        }),
      );

      expect(failure.what).toBe('Kafka was not ready after 0.3 s; it was stopped.');
      expect(failure.todo).toContain(join(dir, 'logs', 'kafka.log'));
      expect(process && (await isRunning(process))).toBe(false);
    });
  });
});
