import { createServer, type AddressInfo } from 'node:net';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { describe, expect, it } from '@jest/globals';
import { CliFailure } from '../../../cli/failure.ts';
import { stackCommand } from '../../../cli/stack.ts';
import type { StackOptions } from '../../../infra/stack.ts';
import { withDirectory } from '../../support/part-context.ts';

interface Run {
  out: string;
  failure: CliFailure | undefined;
}

async function run(options: Partial<StackOptions>, ...args: string[]): Promise<Run> {
  const lines: string[] = [];
  const context = {
    out: (line: string) => lines.push(line),
    err: () => undefined,
    apiAddress: '',
    fetch,
    userName: '',
    newId: () => '',
  };
  const ports = { temporal: 0, temporalUi: null, kafka: 0, postgres: 0 };
  const stackOptions = () => ({ dataDir: '', env: {}, ports, ...options });
  const program = new Command().option('--json').exitOverride();
  program.addCommand(stackCommand(context, { stackOptions, terminal: false }));
  try {
    await program.parseAsync(args, { from: 'user' });
    return { out: lines.join('\n'), failure: undefined };
  } catch (error) {
    if (error instanceof CliFailure) return { out: lines.join('\n'), failure: error };
    throw error;
  }
}

describe('kaigong stack', () => {
  it('shows each part, for programs too', async () => {
    await withDirectory(async (dataDir) => {
      const { out } = await run(
        { dataDir, given: { kafka: 'k:9092' } },
        '--json',
        'stack',
        'status',
      );
      expect(JSON.parse(out)).toEqual([
        { name: 'temporal', title: 'Temporal', bytes: 0, state: 'down' },
        { name: 'kafka', title: 'Kafka', bytes: 0, state: 'elsewhere', address: 'k:9092' },
        { name: 'postgres', title: 'PostgreSQL', bytes: 0, state: 'down' },
      ]);
    });
  });

  it('says so when there is nothing to stop', async () => {
    await withDirectory(async (dataDir) => {
      expect((await run({ dataDir }, 'stack', 'down')).out).toBe('Nothing was running.');
    });
  });

  it('deletes nothing unless that was confirmed', async () => {
    await withDirectory(async (dir) => {
      const dataDir = join(dir, 'data');
      await mkdir(join(dataDir, 'run'), { recursive: true });
      await writeFile(join(dataDir, 'clock'), '1');

      const { failure } = await run({ dataDir }, 'stack', 'reset');
      expect(failure?.exitCode).toBe(2);
      expect(failure?.help).toContain('kaigong stack reset --yes');
      expect(await readdir(dataDir)).toEqual(['clock', 'run']);

      expect((await run({ dataDir }, 'stack', 'reset', '--yes')).out).toBe(`Deleted ${dataDir}.`);
      expect(await readdir(dir)).toEqual([]);
    });
  });

  it('passes on what a failure of the stack tells, without a stack trace', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo; // a TCP server's address is never a string
    try {
      await withDirectory(async (dataDir) => {
        const ports = { temporal: 0, temporalUi: null, kafka: 0, postgres: port };
        const env = { PATH: '/usr/bin:/bin' };
        const options = { dataDir, env, ports, parts: ['postgres'] as const };
        const { failure } = await run(options, 'stack', 'up');
        expect(failure?.message).toContain(`Port ${port} is in use by `);
        expect(failure?.message).toContain('KAIGONG_POSTGRES_PORT');
      });
    } finally {
      server.close();
    }
  });
});
