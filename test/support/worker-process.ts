import { spawn } from 'node:child_process';
import { once } from 'node:events';
// Not a setting: PATH and the like for the child.
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { argumentsOf } from './engine-program.ts';
import { until } from './temporal-until.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A worker in a process of its own, to be killed. */
export interface WorkerProcess {
  /** Where it answers `/healthz`, `/readyz` and `/metrics`. */
  healthUrl: string;
  /** SIGKILL: nothing is finished, no goodbye. Gives the signal that ended it, null if it had ended before. */
  kill: () => Promise<NodeJS.Signals | null>;
}

/** Resolves once it takes tasks; throws what it wrote when it ends before. */
export async function spawnWorker(environment: Record<string, string>): Promise<WorkerProcess> {
  const child = spawn(process.execPath, argumentsOf('temporal'), {
    cwd: ROOT,
    env: { PATH: env['PATH'], KAIGONG_WORKER_HEALTH_PORT: '0', ...environment },
  });
  const exited = once(child, 'exit');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-20_000)));
  }
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
    return child.signalCode;
  };
  const isReady = until(() => hasEnded() || output.includes('worker runs'));
  await isReady.catch(kill);
  if (hasEnded()) throw new Error(`The worker did not start:\n${output}`);
  return { healthUrl: /"health":"([^"]+)"/.exec(output)?.[1] ?? '', kill };
}
