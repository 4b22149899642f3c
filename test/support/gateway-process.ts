import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
// Not a setting: PATH and the like for the child.
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { argumentsOf } from './engine-program.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A gateway in a process of its own, to be killed. */
export interface GatewayProcess {
  /** SIGKILL: nothing is finished, no goodbye. */
  kill: () => Promise<void>;
  /** SIGTERM; gives the exit code. */
  stop: () => Promise<number | null>;
  /** What it wrote last, for a test that fails. */
  output: () => string;
}

export function spawnGateway(environment: Record<string, string>): GatewayProcess {
  const child = spawn(process.execPath, argumentsOf('gateway'), {
    cwd: ROOT,
    env: { PATH: env['PATH'], LOG_LEVEL: 'warn', ...environment },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-20_000)));
  }
  return {
    kill: async () => {
      await signal(child, 'SIGKILL');
    },
    stop: () => signal(child, 'SIGTERM'),
    output: () => output,
  };
}

async function signal(child: ChildProcess, name: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill(name);
  await exited;
  return child.exitCode;
}
