import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';

jest.setTimeout(300_000);

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const WEB = `${ROOT}dist/web`;
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

  it('has the workflows bundled, so that no worker has to', () => {
    const bundle = readFileSync(`${ROOT}dist/workflows/bundle.cjs`, 'utf8');

    expect(bundle).toContain('__TEMPORAL__');
  });

  it('opens the first page with less than 300 KB of script, compressed', () => {
    const scripts = scriptsOf(['index.html', 'pages/today/today.tsx']);
    const sizes = [...scripts].map((file) => gzipSync(readFileSync(`${WEB}/${file}`)).length);

    expect(scripts.size).toBeGreaterThan(1);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(300 * 1_000);
  });
});

/** Scripts that entries and pages need before they show anything. */
function scriptsOf(entries: readonly string[], found = new Set<string>()): Set<string> {
  // `as`: as Vite writes it.
  const chunks = JSON.parse(readFileSync(`${WEB}/.vite/manifest.json`, 'utf8')) as Record<
    string,
    { file: string; imports?: string[] }
  >;
  for (const entry of entries) {
    const chunk = chunks[entry];
    if (!chunk) throw new Error(`The build has no ${entry}`);
    if (found.has(chunk.file)) continue;
    found.add(chunk.file);
    scriptsOf(chunk.imports ?? [], found);
  }
  return found;
}
