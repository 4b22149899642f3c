import { stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import type { Env } from './part.ts';
import { output, type ServerUser } from './process.ts';
import { StackError } from './stack-error.ts';

/** Whom PostgreSQL runs as: `postgres`, else `nobody`, when this process is root; undefined means itself. */
export async function serverUser(env: Env): Promise<ServerUser | undefined> {
  if (userInfo().uid !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = await Promise.all([
      output('id', ['-u', name], env).catch(() => ''),
      output('id', ['-g', name], env).catch(() => ''),
    ]);
    if (uid !== '' && gid !== '') return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new StackError({
    what: 'PostgreSQL refuses to run as root, and this system has no user to run it as.',
    tried: ['the users postgres and nobody'],
    todo: 'Create a user named postgres, run this as another user, or set DATABASE_URL.',
  });
}

/** Whether every user may reach and read this file: its own rights and those of the directories above. */
export async function isOpenToAll(path: string): Promise<boolean> {
  const { mode } = await stat(path);
  return (mode & 0o004) !== 0 && isReachable(path);
}

/** Whether every user may enter all directories above this path. */
export async function isReachable(path: string): Promise<boolean> {
  const above = dirname(path);
  if (above === path) return true;
  const { mode } = await stat(above);
  return (mode & 0o001) !== 0 && isReachable(above);
}
