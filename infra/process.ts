import { execFile, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { platform } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Env } from './part.ts';
import { codeOf } from './stack-error.ts';

/** A process as it can be recognised later: an id alone may meanwhile belong to somebody else. */
export interface ProcessRecord {
  pid: number;
  /** When the system started it, in the system's own notation. */
  startedAt: string;
}

/** A user without privileges, for a server that refuses to run as root. */
export interface ServerUser {
  name: string;
  uid: number;
  gid: number;
}

/** A command that is to outlive its caller. */
export interface DetachedCommand {
  command: string;
  args: readonly string[];
  cwd: string;
  env: Env;
  /** Takes both output streams, appended. */
  logFile: string;
  /** The user to run as, for servers that refuse root. */
  user?: ServerUser;
}

/** Starts a process that outlives this one. Throws when the command cannot be run. */
export async function spawnDetached(wanted: DetachedCommand): Promise<ProcessRecord> {
  const log = openSync(wanted.logFile, 'a');
  try {
    const child = spawn(wanted.command, wanted.args, {
      cwd: wanted.cwd,
      env: wanted.env,
      detached: true,
      stdio: ['ignore', log, log],
      ...(wanted.user && { uid: wanted.user.uid, gid: wanted.user.gid }),
    });
    await new Promise((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    child.unref();
    const pid = child.pid ?? 0;
    return { pid, startedAt: (await startTime(pid)) ?? '' };
  } finally {
    closeSync(log);
  }
}

/** The record of this very process. */
export async function ownRecord(): Promise<ProcessRecord> {
  return { pid: process.pid, startedAt: (await startTime(process.pid)) ?? '' };
}

/** Whether exactly this process still runs, not another one that got its id. */
export async function isRunning({ pid, startedAt }: ProcessRecord): Promise<boolean> {
  return startedAt !== '' && (await startTime(pid)) === startedAt;
}

/** Signals the process if it is still the recorded one; says whether it was. */
export async function signal(record: ProcessRecord, name: NodeJS.Signals): Promise<boolean> {
  if (!(await isRunning(record))) return false;
  try {
    process.kill(record.pid, name);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
    throw error;
  }
}

/** Asks the process to end, insists with SIGKILL after the limit, and returns when it is gone. */
export async function stop(
  record: ProcessRecord,
  gently: NodeJS.Signals,
  limitMs: number,
): Promise<void> {
  if (!(await signal(record, gently))) return;
  await signal(record, 'SIGCONT'); // a frozen process takes no other signal
  if (await goneWithin(record, limitMs)) return;
  await signal(record, 'SIGKILL');
  await goneWithin(record, 10_000);
}

/** Waits for the end of a process; false when it still runs after the limit. */
export async function goneWithin(record: ProcessRecord, limitMs: number): Promise<boolean> {
  const until = Date.now() + limitMs;
  while (await isRunning(record)) {
    if (Date.now() > until) return false;
    await wait(50);
  }
  return true;
}

/** Runs a command to its end and returns what it printed. Throws with its error output otherwise. */
export async function output(
  command: string,
  args: readonly string[],
  env: Env,
  user?: ServerUser,
): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(command, args, {
    env,
    cwd: '/', // the own directory may be closed to `user`
    maxBuffer: 16_000_000,
    ...(user && { uid: user.uid, gid: user.gid }),
  });
  return stdout + stderr;
}

async function startTime(pid: number): Promise<string | undefined> {
  if (platform() === 'linux') return linuxStartTime(pid);
  const listed = await output('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
    PATH: '/bin:/usr/bin',
  }).catch(() => '');
  const [state = '', ...started] = listed.trim().split(/\s+/);
  return state === '' || state.startsWith('Z') ? undefined : started.join(' ');
}

/** Boot id and clock ticks since boot, so that a record from before a restart of the machine never fits. */
function linuxStartTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in brackets and may hold blanks and brackets itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${fields[19] ?? ''}`;
  } catch {
    return undefined;
  }
}
