import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import type { PartContext } from '../part.ts';
import { output } from '../process.ts';
import { findTool } from '../tool.ts';

const PACKAGE = '@sparticuz/chromium';
const PROGRAM = 'chromium';
// Libraries that a system without a desktop may lack.
const LIBRARIES = 'al2023.tar';

const resolve = createRequire(import.meta.url).resolve;
const unpack = promisify<Buffer, Buffer>(brotliDecompress);

/** A Chromium that runs, and what it needs in its environment. */
export interface Chromium {
  command: string;
  provider: string;
  env: Record<string, string>;
}

type Context = Pick<PartContext, 'cacheDir' | 'env'>;

/**
 * Chromium for the tests of pages: the pinned build of npm's package, else one that is installed.
 * Throws a StackError with what was tried.
 */
export async function findChromium(context: Context): Promise<Chromium> {
  const installed = ['chromium', 'google-chrome'].map((name) => ({
    provider: name,
    find: () => Promise.resolve(name),
  }));
  const { checked, provider } = await findTool(
    [{ provider: 'npm', find: () => fromPackage(context) }, ...installed],
    (command) => withItsLibraries(command, context.env),
    {
      what: 'Chromium, in which the pages are tested, could not be found.',
      todo: 'Run npm ci on Linux x64, or install Chromium so that it is on PATH.',
    },
  );
  return { ...checked, provider };
}

async function withItsLibraries(command: string, env: Context['env']) {
  const own: Record<string, string> = command.includes('/')
    ? { LD_LIBRARY_PATH: join(dirname(command), 'lib') }
    : {};
  await output(command, ['--version'], { ...env, ...own });
  return { command, env: own };
}

/** Unpacks the browser into the cache, once for each version. */
async function fromPackage({ cacheDir, env }: Context): Promise<string> {
  const bin = join(dirname(resolve(PACKAGE)), '..', '..', 'bin');
  const dir = join(cacheDir, `chromium-${await versionOf(join(bin, '..', 'package.json'))}`);
  const program = join(dir, PROGRAM);
  if (await isThere(program)) return program;
  const part = `${dir}.${process.pid}.part`;
  await mkdir(part, { recursive: true });
  try {
    await unpackTo(join(bin, `${LIBRARIES}.br`), join(part, LIBRARIES));
    await output('tar', ['-xf', join(part, LIBRARIES), '-C', part], env);
    await rm(join(part, LIBRARIES));
    await unpackTo(join(bin, `${PROGRAM}.br`), join(part, PROGRAM));
    await chmod(join(part, PROGRAM), 0o755);
    await rename(part, dir);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    // Another process may have been faster: what it made is the same.
    if (!(await isThere(program))) throw error;
  }
  return program;
}

const unpackTo = async (from: string, to: string): Promise<void> => {
  await writeFile(to, await unpack(await readFile(from)));
};

async function versionOf(packageFile: string): Promise<string> {
  // `as`: npm's own file.
  return (JSON.parse(await readFile(packageFile, 'utf8')) as { version: string }).version;
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
