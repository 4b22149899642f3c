import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';

jest.setTimeout(300_000);

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

/** The compiled command line, without tsx. */
async function built(...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, ['dist/workers/kaigong.js', ...args], {
    cwd: ROOT,
  });
  return stdout;
}

beforeAll(async () => {
  await run('npm', ['run', '-s', 'build'], { cwd: ROOT });
});

describe('what npm run build makes', () => {
  it('runs without the sources: the core with its definitions', async () => {
    const table = await built(
      'assess',
      'definitions/sample-park/portfolio.json',
      '--as-of',
      '2026-01-15',
      '--json',
    );

    expect(JSON.parse(table)).toHaveLength(28);
  });

  it('has the migrations that the processes look for', async () => {
    const found = await run('ls', ['dist/readmodel/migrations'], { cwd: ROOT });
    const wanted = await run('ls', ['readmodel/migrations'], { cwd: ROOT });

    expect(found.stdout).toBe(wanted.stdout);
  });
});
