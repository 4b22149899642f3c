import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { stackStatus } from '../../infra/stack-status.ts';
import { until } from '../support/temporal-until.ts';

jest.setTimeout(300_000);

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ANY_PORT = [
  'KAIGONG_TEMPORAL_PORT',
  'KAIGONG_TEMPORAL_UI_PORT',
  'KAIGONG_KAFKA_PORT',
  'KAIGONG_POSTGRES_PORT',
  'KAIGONG_API_PORT',
  'KAIGONG_WORKER_HEALTH_PORT',
  'KAIGONG_GATEWAY_HEALTH_PORT',
  'KAIGONG_MESSAGE_SINK_PORT',
  'KAIGONG_SMTP_SINK_PORT',
  'KAIGONG_ISSUER_PORT',
];

let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'kaigong-start-'));
});

afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

/** `npm start` in a directory of its own, on any free ports; npm itself would keep the signals. */
async function npmStart(...args: string[]) {
  const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  const [, ...script] = manifest.scripts.start.split(' ');
  const ports = Object.fromEntries(ANY_PORT.map((name) => [name, '0']));
  const child = spawn(process.execPath, [...script, ...args], {
    cwd: ROOT,
    env: { ...env, ...ports, KAIGONG_DATA_DIR: dataDir },
  });
  const printed = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (printed.text += chunk.toString()));
  }
  return { child, printed };
}

const ended = (child: ChildProcess): Promise<number | null> =>
  child.exitCode === null
    ? new Promise((resolve) => child.once('exit', resolve))
    : Promise.resolve(child.exitCode);

describe('npm start', () => {
  it('loads the park, plays its systems, prints each change, and stops everything on Ctrl-C', async () => {
    const { child, printed } = await npmStart('--pace', '0.2');

    await until(() => printed.text.includes('🔴红 1  🟡黄 3  🔵蓝 4  🟢绿 12  ⚪灰 8'));
    await until(() =>
      /演示时间 2026-01-15 \d\d:\d\d {2}ZZY-020 {2}颜色 {2}🟡黄 → 🟢绿/.test(printed.text),
    );
    await until(() =>
      /» (申报 Application submitted|报装受理 Supply application accepted): ZZY-/.test(
        printed.text,
      ),
    );
    child.kill('SIGINT');

    expect(await ended(child)).toBe(0);
    const parts = await stackStatus(dataDir);
    expect(parts.map(({ state }) => state)).toEqual(['down', 'down', 'down']);
  });

  it('goes on where it was: the park is not loaded again, and its clock goes on', async () => {
    const { child, printed } = await npmStart('--pace', '0');

    await until(() => printed.text.includes('Each change, as it happens'));
    child.kill('SIGINT');

    expect(await ended(child)).toBe(0);
    expect(printed.text).not.toContain('history through Kafka');
    expect(printed.text).toMatch(/🟡黄 [12] /);
  });

  it('says what it expects of a wrong pace', async () => {
    const { child, printed } = await npmStart('--pace', 'fast');

    expect(await ended(child)).toBe(1);
    expect(printed.text).toContain('npm start [-- --pace <seconds');
  });
});
