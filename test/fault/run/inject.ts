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
import { sleep, type RunClock } from './run-clock.ts';
import { since, type Tally } from './tally.ts';

/** What can be broken, and by what its effects are seen. */
export interface Scene {
  stack: TestStack;
  engine: EngineProcesses;
  pool: Pool;
  clock: RunClock;
  tally: Tally;
}

/** How a fault went. Moments since the run began. */
export interface FaultRecord {
  fault: Fault;
  beganMs: number;
  /** From when on it could be mended: restarted, thawed, started again. */
  overMs: number;
  /** When it said itself that it works again. */
  recoveredMs: number;
  /** What worked from its beginning until its recovery. */
  meanwhile: Tally;
  /** For a kill at work: whether somebody was caught there. */
  caught?: boolean;
}

const RECOVERY_LIMIT_MS = 120_000;

/** Breaks what the plan says at its moment and waits until it works again. Throws when it never does. */
export async function inject(scene: Scene, fault: Fault): Promise<FaultRecord> {
  const { clock, tally } = scene;
  await clock.until(fault.atMs);
  await untilAtWork(scene, fault);
  const before = { ...tally };
  const beganMs = clock.nowMs();
  const caught = await begin(scene, fault);
  await sleep(fault.forMs);
  const overMs = clock.nowMs();
  await mend(scene, fault);
  const recoveredMs = clock.nowMs();
  const meanwhile = since(before, tally);
  return {
    fault,
    beganMs,
    overMs,
    recoveredMs,
    meanwhile,
    ...(caught !== undefined && { caught }),
  };
}

const PATIENCE_MS = 15_000;

// What still recovers from the fault before can't be caught at work: that would prove nothing.
async function untilAtWork(scene: Scene, { target }: Fault): Promise<void> {
  if (serverOf(scene, target) || target === 'readmodel') return;
  const until = performance.now() + PATIENCE_MS;
  while (!(await areReady(scene, target)) && performance.now() < until) await sleep(100);
}

async function begin(scene: Scene, fault: Fault): Promise<boolean | undefined> {
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
      await stack.postgres.stop();
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

async function kill(scene: Scene, { target, forMs }: Fault): Promise<void> {
  const server = serverOf(scene, target);
  if (server) await server.kill();
  else processOf(scene, target).kill(forMs);
}

async function freeze(scene: Scene, { target }: Fault): Promise<void> {
  const server = serverOf(scene, target);
  if (server) await server.freeze();
  else processOf(scene, target).freeze();
}

async function mend(scene: Scene, { target, how }: Fault): Promise<void> {
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
  if (!server) await untilReady(scene, target);
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

async function untilReady(scene: Scene, target: Fault['target']): Promise<void> {
  const until = performance.now() + RECOVERY_LIMIT_MS;
  // A process that was killed still answers for an instant.
  await sleep(200);
  while (!(await areReady(scene, target))) {
    if (performance.now() > until) throw new Error(`${target} did not come back`);
    await sleep(100);
  }
}

async function areReady({ engine }: Scene, target: Fault['target']): Promise<boolean> {
  const ready = await Promise.all(processesOf(engine, target).map((one) => one.isReady()));
  return ready.every(Boolean);
}

const CLI = fileURLToPath(new URL('../../../infra/kaigong.js', import.meta.url));

async function rebuild({ engine }: Scene): Promise<void> {
  const options = { env: { PATH: env['PATH'], ...engine.environment } };
  await insist(() => promisify(execFile)(process.execPath, [CLI, 'readmodel', 'rebuild'], options));
}

function serverOf({ stack }: Scene, target: Fault['target']) {
  if (target === 'kafka' || target === 'temporal' || target === 'postgres') return stack[target];
  return undefined;
}

// One of several gateways: the first, but for the dispatcher.
function processOf({ engine }: Scene, target: Fault['target']): Kept {
  const some = processesOf(engine, target);
  const one = target === 'dispatcher' ? some.at(-1) : some[0];
  if (!one) throw new RangeError(`${target} is no process`);
  return one;
}

function processesOf({ gateways, worker, api }: EngineProcesses, target: Fault['target']): Kept[] {
  if (target === 'worker') return [worker];
  return target === 'api' ? [api] : gateways;
}
