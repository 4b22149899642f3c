import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Env } from '../infra/part.ts';

/** A program of the engine as it is started. */
export interface ProcessPlan {
  /** Its file in `workers/`, without the ending. */
  program: 'gateway' | 'temporal' | 'api';
  env: Env;
  /** Answers 200 at /readyz once it does its work. */
  url: string;
  dataDir: string;
  /** Where `workers/` is that was compiled elsewhere than this file. */
  compiledDir?: string | undefined;
  /** Where to write its CPU profile at its end, if at all. */
  profileDir?: string | undefined;
}

/** A process of the engine. */
export interface EngineProcess {
  pid: number;
  /** Resolves when it does its work; throws with its last words when it ends instead. */
  ready: () => Promise<void>;
  /** Ends it and waits for its end: SIGTERM in good order, SIGKILL at once. */
  end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void>;
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
// As this file itself: compiled, or from the sources through tsx.
const COMPILED = import.meta.url.endsWith('.js');
const READY_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 50;

/** Starts a program of the engine; it is not ready yet. */
export function startProcess(plan: ProcessPlan): EngineProcess {
  const { program, env, dataDir, profileDir } = plan;
  const logFile = join(dataDir, 'logs', `${program}.log`);
  const log = openSync(logFile, 'a');
  const profiling =
    profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${join(profileDir, program)}`];
  const child = spawn(process.execPath, [...profiling, ...programArgs(plan)], {
    cwd: ROOT,
    env,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  return {
    pid: child.pid ?? 0,
    ready: () => untilReady(child, plan.url, logFile),
    end: async (signal) => {
      if (hasEnded(child)) return;
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    },
  };
}

function programArgs({ program, compiledDir }: ProcessPlan): string[] {
  if (compiledDir !== undefined) return [join(compiledDir, `workers/${program}.js`)];
  return COMPILED ? [`workers/${program}.js`] : ['--import', 'tsx', `workers/${program}.ts`];
}

async function untilReady(child: ChildProcess, url: string, logFile: string): Promise<void> {
  const end = performance.now() + READY_WITHIN_MS;
  while (!(await isReady(url))) {
    if (hasEnded(child) || performance.now() > end) {
      const words = (await readFile(logFile, 'utf8')).slice(-2_000);
      throw new Error(`${url} was not ready; the last words of ${logFile}:\n${words}`);
    }
    await wait(LOOK_EVERY_MS);
  }
}

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(
    () => undefined,
  );
  await answer?.arrayBuffer().catch(() => undefined);
  return answer?.ok === true;
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;
