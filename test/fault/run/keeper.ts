import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
// Not a setting: PATH and the like for the child.
import { env as ownEnv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { argumentsOf, type Program } from '../../support/engine-program.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** How a process ended. */
export interface End {
  name: string;
  /** Since the run began. */
  atMs: number;
  code: number | null;
  signal: NodeJS.Signals | null;
  /** We killed it. */
  byUs: boolean;
  /** It had been at work, so it did not end for being unable to begin. */
  wasReady: boolean;
}

/** A process of the engine that is started again whenever it ends, as a process manager would. */
export interface Kept {
  name: string;
  /** SIGKILL; it comes back no sooner than after `forMs`. */
  kill: (forMs: number) => void;
  freeze: () => void;
  thaw: () => void;
  /** Whether it says itself that it can work. */
  isReady: () => Promise<boolean>;
  /** SIGTERM, and SIGKILL after a while; it does not come back. Gives the exit code. */
  stop: () => Promise<number | null>;
}

/** What a keeper needs to know. */
export interface KeeperOptions {
  name: string;
  program: Program;
  environment: Record<string, string>;
  readyUrl: string;
  logFile: string;
  onEnd: (end: Omit<End, 'atMs'>) => void;
}

const RESTART_AFTER_MS = 1_000;
const STOP_LIMIT_MS = 40_000;

/** Starts a process and keeps it running. */
export function keep(options: KeeperOptions): Kept {
  const { name, readyUrl, onEnd } = options;
  const state = { isWanted: true, restartAfterMs: RESTART_AFTER_MS, byUs: false, wasReady: false };
  let child = start();
  let timer: NodeJS.Timeout | undefined;

  function start(): ChildProcess {
    const fresh = launch(options);
    fresh.once('exit', (code, signal) => {
      const { byUs, wasReady, restartAfterMs } = state;
      if (state.isWanted) onEnd({ name, code, signal, byUs, wasReady });
      Object.assign(state, { byUs: false, wasReady: false, restartAfterMs: RESTART_AFTER_MS });
      if (state.isWanted) timer = setTimeout(() => (child = start()), restartAfterMs);
    });
    return fresh;
  }

  return {
    name,
    kill(forMs) {
      if (hasEnded(child)) return;
      Object.assign(state, { byUs: true, restartAfterMs: forMs });
      child.kill('SIGKILL');
    },
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
    async isReady() {
      const isReady = !hasEnded(child) && (await answers(readyUrl));
      state.wasReady ||= isReady;
      return isReady;
    },
    async stop() {
      state.isWanted = false;
      clearTimeout(timer);
      return end(child);
    },
  };
}

function launch({ name, program, environment, logFile }: KeeperOptions): ChildProcess {
  const child = spawn(process.execPath, argumentsOf(program), {
    cwd: ROOT,
    env: { PATH: ownEnv['PATH'], LOG_LEVEL: 'info', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(logFile, { flags: 'a' });
  log.write(`--- ${name} begins (${child.pid ?? '?'}) at ${new Date().toISOString()}\n`);
  child.stdout.pipe(log);
  child.stderr.pipe(log, { end: false });
  const killIt = () => child.kill('SIGKILL');
  process.once('exit', killIt);
  child.once('exit', () => process.off('exit', killIt));
  return child;
}

async function end(child: ChildProcess): Promise<number | null> {
  if (hasEnded(child)) return child.exitCode;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGCONT');
  child.kill('SIGTERM');
  const insist = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await ended;
  clearTimeout(insist);
  return child.exitCode;
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
