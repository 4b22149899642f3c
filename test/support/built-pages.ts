import { execFile } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sharedEngine } from './stack.ts';
import { until } from './temporal-until.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where the dashboard is built, beside the engine of this run: once, by whichever test file asks first. */
export async function builtPages(): Promise<string> {
  const web = join(sharedEngine() ?? (await ownDirectory()), 'web');
  const unfinished = `${web}-unfinished`;
  if (!existsSync(web) && (await isMadeByUs(unfinished))) {
    await build(unfinished);
    await rename(unfinished, web);
  }
  await until(() => existsSync(web));
  return web;
}

/** A directory of this process alone, which goes with it. */
async function ownDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'kaigong-pages-'));
  process.once('exit', () => {
    rmSync(directory, { recursive: true, force: true });
  });
  return directory;
}

const isMadeByUs = (directory: string): Promise<boolean> =>
  mkdir(directory).then(
    () => true,
    () => false,
  );

async function build(outDir: string): Promise<void> {
  const vite = ['node_modules/vite/bin/vite.js', 'build', '--config', 'web/vite.config.ts'];
  await promisify(execFile)(process.execPath, [...vite, '--outDir', outDir], { cwd: ROOT });
}
