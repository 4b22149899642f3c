import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  listSamplePeople,
  registerSamplePark,
  sendHistory,
  untilArrived,
  untilTaken,
} from '../../workers/sample-park.ts';
import { startDemoEngine, type DemoEngine } from '../support/demo-engine.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';

jest.setTimeout(300_000);

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const README = readFileSync(`${ROOT}README.md`, 'utf8');
const COMMAND = 'npm run kaigong -- ';

/** The commands of the README's blocks, a line each. */
const commands = [...README.matchAll(/^```sh\n(.*?)^```/gms)]
  .flatMap(([, block = '']) => block.trim().split('\n'))
  .filter((line) => line !== '');

let stack: TestStack;
let engine: DemoEngine;

beforeAll(async () => {
  stack = await startTestStack();
  engine = await startDemoEngine(stack);
  await untilArrived(engine.pool, await sendHistory(engine.sink), () => undefined);
  await listSamplePeople(engine.api.url);
  await registerSamplePark(engine.api.url, () => undefined);
  await untilTaken(engine.pool);
});

afterAll(async () => {
  await engine.stop();
  await stack.remove();
});

async function run(line: string): Promise<{ code: number | null; printed: string }> {
  const child = spawn(
    process.execPath,
    ['infra/kaigong.js', ...line.slice(COMMAND.length).split(' ')],
    {
      cwd: ROOT,
      env: { ...env, KAIGONG_API: engine.api.url, KAIGONG_DATA_DIR: stack.dataDir },
    },
  );
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, printed };
}

describe('the README', () => {
  it.each(commands.filter((line) => line.startsWith(COMMAND)))('%s', async (line) => {
    const { code, printed } = await run(line);

    expect({ line, printed, code }).toMatchObject({ code: 0 });
    expect(printed.trim()).not.toBe('');
  });

  it('has no other commands than the two that start and test, which CI and start.test.ts run', () => {
    expect(commands.filter((line) => !line.startsWith(COMMAND))).toEqual(['npm start', 'npm test']);
  });

  it('stays readable in one go', () => {
    expect(README.split('\n').length).toBeLessThan(150);
  });
});
