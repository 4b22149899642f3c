import { createHash, randomBytes } from 'node:crypto';
import {
  chmod,
  chown,
  mkdir,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { PartContext } from './part.ts';
import { output, type ServerUser } from './process.ts';
import type { PostgresBinaries } from './postgres-provider.ts';
import { isReachable } from './server-user.ts';
import { StackError } from './stack-error.ts';

/** The role that owns the database, and the database's own name. */
export const DATABASE = 'kaigong';

const PUBLIC_DIR = '/var/lib/kaigong';

/**
 * The data directory of the server, made if it is new. Where the server's user can't reach it (a
 * checkout below /root), the data lies in /var/lib/kaigong and a link stands in its place.
 */
export async function preparePostgresData(
  context: PartContext,
  binaries: PostgresBinaries,
  user: ServerUser | undefined,
): Promise<string> {
  const wanted = join(context.dataDir, 'postgres');
  await mkdir(context.dataDir, { recursive: true });
  if (user !== undefined) await chmod(context.dataDir, 0o711);
  const home = await homeOf(wanted, user);
  const data = join(home, 'data');
  await checkPostgresData(data, binaries.version);
  if (!(await isMade(data))) await makeCluster(data, home, binaries, context, user);
  return data;
}

/** The generated password of the database's owner, kept beside the data. */
export async function postgresPassword(data: string): Promise<string> {
  return (await readFile(join(dirname(data), 'password'), 'utf8')).trim();
}

/** Removes the data, also where it lies elsewhere behind a link. */
export async function removePostgresData(dataDir: string): Promise<void> {
  const path = join(dataDir, 'postgres');
  const target = await readlink(path).catch(() => undefined);
  if (target !== undefined) await rm(target, { recursive: true, force: true });
  await rm(path, { recursive: true, force: true });
}

/** Throws a StackError when the data is of another major version, half made, or in use; clears a dead server's pid file. */
export async function checkPostgresData(data: string, version: string): Promise<void> {
  const found = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (found === undefined) return;
  const major = version.split('.')[0] ?? '';
  if (found.trim() !== major) {
    throw new StackError({
      what: `The data in ${data} is of PostgreSQL ${found.trim()}, but the server found is ${version}.`,
      tried: [`reading ${join(data, 'PG_VERSION')}`],
      todo: 'Move the data over with pg_dump and pg_restore, or begin anew with `kaigong stack reset`.',
    });
  }
  await clearStalePid(data);
}

async function clearStalePid(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  const first = (await readFile(file, 'utf8').catch(() => '')).split('\n')[0] ?? '';
  if (first === '') return;
  const command = await output('ps', ['-o', 'args=', '-p', first], { PATH: '/bin:/usr/bin' }).catch(
    () => '',
  );
  // Without this the server takes any process that got the id meanwhile for itself, and refuses.
  if (!command.includes(data)) {
    await rm(file, { force: true });
    return;
  }
  throw new StackError({
    what: `A PostgreSQL that this stack has no record of runs on ${data} (process ${first}).`,
    tried: [`reading ${file}`],
    todo: `Stop it with \`kill -INT ${first}\`, then start again.`,
  });
}

async function homeOf(wanted: string, user: ServerUser | undefined): Promise<string> {
  const linked = await readlink(wanted).catch(() => undefined);
  if (linked !== undefined) {
    await mkdir(linked, { recursive: true });
    return linked;
  }
  if (user === undefined || (await isReachable(wanted))) {
    await mkdir(wanted, { recursive: true });
    if (user !== undefined) await chmod(wanted, 0o711);
    return wanted;
  }
  const key = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  const home = join(PUBLIC_DIR, `${basename(dirname(dirname(wanted)))}-${key}`);
  await mkdir(home, { recursive: true });
  await chmod(PUBLIC_DIR, 0o711);
  await chmod(home, 0o711);
  await symlink(home, wanted);
  return home;
}

/** initdb writes PG_VERSION early, so what was interrupted is told by the mark that is written last. */
async function isMade(data: string): Promise<boolean> {
  const files = await readdir(dirname(data));
  return files.includes('made');
}

async function makeCluster(
  data: string,
  home: string,
  binaries: PostgresBinaries,
  context: PartContext,
  user: ServerUser | undefined,
): Promise<void> {
  context.progress('creating the database cluster');
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { mode: 0o700 });
  const password = join(home, 'password');
  await writeFile(password, randomBytes(18).toString('base64url'), { mode: 0o600 });
  if (user !== undefined) {
    await chown(data, user.uid, user.gid);
    await chown(password, user.uid, user.gid);
  }
  const options = [
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    `--username=${DATABASE}`,
  ];
  const args = [`--pgdata=${data}`, `--pwfile=${password}`, ...options];
  const sync = context.durable ? [] : ['--no-sync'];
  await output(binaries.initdb, [...args, ...sync], context.env, user);
  await writeFile(join(home, 'made'), binaries.version);
}
