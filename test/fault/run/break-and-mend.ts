import { execFile } from 'node:child_process';
// Not a setting: PATH and the like for the child.
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Pool } from 'pg';
import type { TestStack } from '../../support/stack.ts';
import type { Fault } from '../oracle/plan.ts';
import type { EngineProcesses } from './engine.ts';
import { killAtWork, type WorkPoint } from './hold-at-work.ts';
import type { Kept } from './keeper.ts';
import { sleep } from './run-clock.ts';

/** What can be broken. */
export interface Broken {
  stack: TestStack;
  engine: EngineProcesses;
  pool: Pool;
}

// Where faults overlap, one waits for the end of the others.
const RECOVERY_LIMIT_MS = 150_000;
const PATIENCE_MS = 15_000;

/**
 * Waits a while for what still recovers from the fault before: hitting it again would prove nothing,
 * nor would a kill of PostgreSQL while no gateway needs it.
 */
export async function untilAtWork(scene: Broken, { target, how }: Fault): Promise<void> {
  const isServer = serverOf(scene, target) !== undefined;
  if (target === 'readmodel' || (isServer && how !== 'kill')) return;
  const all = isServer || how === 'killAtWork';
  const needed = all ? processesOf(scene.engine, target) : [processOf(scene, target)];
  const until = performance.now() + PATIENCE_MS;
  while (!(await areReady(needed)) && performance.now() < until) await sleep(100);
}

/** Does what the plan says; of a kill at work, whether somebody was caught there. */
export async function breakIt(scene: Broken, fault: Fault): Promise<boolean | undefined> {
  const { target, how, forMs, fate = 'keep' } = fault;
  const { stack, engine, pool } = scene;
  switch (how) {
    case 'killAtWork': {
      const kill = () => {
        for (const gateway of engine.gateways) gateway.kill(forMs);
      };
      // `as`: the plan kills at work only these three.
      const point = target as WorkPoint;
      return killAtWork(stack.addresses.postgres, { point, fate, kill });
    }
    case 'empty':
      await insist(() => pool.query('truncate snapshot, timeline'));
      return undefined;
    case 'stop':
      await insist(() => stack.postgres.stop());
      return undefined;
    case 'loseData':
      await stack.temporal.kill();
      await stack.deleteTemporalData();
      return undefined;
    case 'freeze':
      await freeze(scene, fault);
      return undefined;
    case 'kill':
      await kill(scene, fault);
      return undefined;
  }
}

async function kill(scene: Broken, { target, forMs }: Fault): Promise<void> {
  const server = serverOf(scene, target);
  // One that is stopped at the moment is killed as soon as it runs again.
  if (server) await insist(() => server.kill());
  else processOf(scene, target).kill(forMs);
}

async function freeze(scene: Broken, { target }: Fault): Promise<void> {
  const server = serverOf(scene, target);
  if (server) await server.freeze();
  else processOf(scene, target).freeze();
}

/** Starts it again, thaws it, or has the read model rebuilt, and waits until it works. Throws when it never does. */
export async function mend(scene: Broken, { target, how }: Fault): Promise<void> {
  const all = processesOf(scene.engine, target);
  if (how === 'empty') {
    await rebuild(scene);
    return;
  }
  const server = serverOf(scene, target);
  if (how === 'freeze') {
    if (server) await server.thaw();
    else processOf(scene, target).thaw();
  }
  if (server && how !== 'freeze') await insist(() => server.start());
  if (!server) await untilReady(target, how === 'killAtWork' ? all : [processOf(scene, target)]);
}

// What meets a neighbour that is just away, or a child that outlived a killed server, is tried again.
async function insist(attempt: () => Promise<unknown>): Promise<void> {
  const until = performance.now() + RECOVERY_LIMIT_MS;
  for (;;) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (performance.now() > until) throw error;
      await sleep(500);
    }
  }
}

async function untilReady(target: Fault['target'], hit: readonly Kept[]): Promise<void> {
  const until = performance.now() + RECOVERY_LIMIT_MS;
  // A process that was killed still answers for an instant.
  await sleep(200);
  while (!(await areReady(hit))) {
    if (performance.now() > until) throw new Error(`${target} did not come back`);
    await sleep(100);
  }
}

async function areReady(some: readonly Kept[]): Promise<boolean> {
  return (await Promise.all(some.map((one) => one.isReady()))).every(Boolean);
}

const CLI = fileURLToPath(new URL('../../../infra/kaigong.js', import.meta.url));

async function rebuild({ engine }: Broken): Promise<void> {
  const options = { env: { PATH: env['PATH'], ...engine.environment } };
  await insist(() => promisify(execFile)(process.execPath, [CLI, 'readmodel', 'rebuild'], options));
}

function serverOf({ stack }: Broken, target: Fault['target']) {
  if (target === 'kafka' || target === 'temporal' || target === 'postgres') return stack[target];
  return undefined;
}

// One of several gateways: the first, but for the dispatcher.
function processOf({ engine }: Broken, target: Fault['target']): Kept {
  const some = processesOf(engine, target);
  const one = target === 'dispatcher' ? some.at(-1) : some[0];
  if (!one) throw new RangeError(`${target} is no process`);
  return one;
}

function processesOf({ gateways, worker, api }: EngineProcesses, target: Fault['target']): Kept[] {
  if (target === 'worker') return [worker];
  return target === 'api' ? [api] : gateways;
}
