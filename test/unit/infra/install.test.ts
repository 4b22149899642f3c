import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { withDirectory } from '../../support/part-context.ts';

/** Stands for npm: notes its arguments, and ends as the variable NPM_ENDS says. */
const NPM = `require('node:fs').appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n');
process.exit(Number(process.env.NPM_ENDS ?? 0));`;

async function withCheckout(
  use: (dir: string, install: (options?: Options) => Promise<Run>) => Promise<void>,
): Promise<void> {
  await withDirectory(async (dir) => {
    await mkdir(join(dir, 'infra'));
    await mkdir(join(dir, 'node_modules'));
    await copyFile(
      new URL('../../../infra/install.js', import.meta.url),
      join(dir, 'infra/install.js'),
    );
    await writeFile(join(dir, 'package.json'), '{ "type": "module" }');
    await writeFile(join(dir, 'package-lock.json'), '{ "lockfileVersion": 3 }');
    await writeFile(join(dir, 'npm.cjs'), NPM);
    await use(dir, (options) => install(dir, options));
  });
}

interface Options {
  npmEnds?: number;
  /** Pretended version of Node. */
  node?: string;
}

interface Run {
  code: number;
  said: string;
  npmCalls: string[];
}

function install(dir: string, { npmEnds = 0, node }: Options = {}): Promise<Run> {
  const pretended = `Object.defineProperty(process, 'versions', { value: { node: '${node ?? ''}' } })`;
  const flags = node === undefined ? [] : ['--import', `data:text/javascript,${pretended}`];
  const env = { npm_execpath: join(dir, 'npm.cjs'), NPM_ENDS: String(npmEnds) };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...flags, join(dir, 'infra/install.js')],
      { env },
      (error, _out, said) => {
        void readFile(join(dir, 'npm-calls'), 'utf8')
          .catch(() => '')
          .then((calls) => {
            const code = error === null ? 0 : Number(error.code);
            resolve({ code, said, npmCalls: calls.split('\n').filter(Boolean) });
          });
      },
    );
  });
}

describe('install.js', () => {
  it('runs npm ci on a fresh checkout, says why, and is silent from then on', async () => {
    await withCheckout(async (_dir, run) => {
      const said = 'Installing the packages with npm ci (not installed yet).\n';
      expect(await run()).toEqual({ code: 0, said, npmCalls: ['ci'] });
      expect(await run()).toEqual({ code: 0, said: '', npmCalls: ['ci'] });
    });
  });

  it('runs npm ci again when package-lock.json has changed', async () => {
    await withCheckout(async (dir, run) => {
      await run();
      await writeFile(join(dir, 'package-lock.json'), '{ "lockfileVersion": 4 }');
      const { said, npmCalls } = await run();
      expect(said).toContain('(package-lock.json has changed)');
      expect(npmCalls).toEqual(['ci', 'ci']);
    });
  });

  it('fails when npm does, and tries anew the next time', async () => {
    await withCheckout(async (_dir, run) => {
      const failed = await run({ npmEnds: 1 });
      expect(failed.code).toBe(1);
      expect(failed.said).toContain('npm ci failed; see above.');
      expect(await run()).toMatchObject({ code: 0, npmCalls: ['ci', 'ci'] });
    });
  });

  it.each([
    { node: '18.20.4', code: 1 },
    { node: '20.18.3', code: 1 },
    { node: '20.19.0', code: 0 },
    { node: '22.1.0', code: 0 },
  ])('ends with $code on Node $node', async ({ node, code }) => {
    await withCheckout(async (_dir, run) => {
      const { code: found, said } = await run({ node });
      expect(found).toBe(code);
      expect(said.includes(`Kaigong needs Node 20.19 or newer, and this is ${node}.`)).toBe(
        code === 1,
      );
    });
  });
});
