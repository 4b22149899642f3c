import { spawn } from 'node:child_process';
import { once } from 'node:events';
// Not a setting: PATH and the like for the child.
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { argumentsOf } from './engine-program.ts';
import { until } from './temporal-until.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAMS = { api: 'api', gateway: 'gateway', worker: 'temporal' } as const;

const ANY_PORTS = {
  KAIGONG_API_PORT: '0',
  KAIGONG_WORKER_HEALTH_PORT: '0',
  KAIGONG_GATEWAY_HEALTH_PORT: '0',
};

/** A process of the engine, as an operator starts and stops it. */
export interface ServiceProcess {
  /** Where it answers `/healthz` and `/readyz`. */
  url: string;
  /** SIGTERM, without waiting. */
  terminate: () => void;
  /** Its exit code once it has ended. */
  exitCode: () => Promise<number | null>;
  hasEnded: () => boolean;
  output: () => string;
}

/** Resolves once the process says that it runs; throws what it wrote when it ends before. */
export async function spawnService(
  name: keyof typeof PROGRAMS,
  environment: Record<string, string>,
): Promise<ServiceProcess> {
  const child = spawn(process.execPath, argumentsOf(PROGRAMS[name]), {
    cwd: ROOT,
    env: { PATH: env['PATH'], ...ANY_PORTS, ...environment },
  });
  const exited = once(child, 'exit');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  await until(() => hasEnded() || / runs"/.test(output));
  if (hasEnded()) throw new Error(`The ${name} did not start:\n${output}`);
  return {
    url: /"(?:health|url)":"([^"]+)"/.exec(output)?.[1] ?? '',
    terminate: () => child.kill('SIGTERM'),
    exitCode: async () => {
      await exited;
      return child.exitCode;
    },
    hasEnded,
    output: () => output,
  };
}
