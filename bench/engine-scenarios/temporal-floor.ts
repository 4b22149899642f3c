import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import type { EngineRound, EngineScenario, Figures } from '../scenario.ts';
import { FLOOR_QUEUE } from '../temporal-floor/queue.ts';

/** The least that Temporal costs an event that its workflow hears of by itself. */
export const TEMPORAL_FLOOR: EngineScenario = {
  name: 'temporal-floor',
  on: 'engine',
  title: 'Floor: one signal with a local activity an event',
  about:
    '200 running workflows in a worker of their own; each event is one signal, each signal one local activity that does nothing. No Kafka, no PostgreSQL, no rules.',
  figures: [{ key: 'temporalFloor', title: 'events', unit: 'a second' }],
  measure,
};

const WORKFLOWS = 200;
const AT_ONCE = 16;

async function measure({ engine, sizes, number }: EngineRound): Promise<Figures> {
  const { temporal } = engine;
  const count = sizes.temporalFloor;
  const ids = Array.from({ length: Math.min(WORKFLOWS, count) }, (_, nth) => `${number}-${nth}`);
  const worker = startWorker(engine.addresses.temporal);
  try {
    await worker.noted(0);
    // The first signal starts each of them; those that are measured find it running and cached.
    await signalAll(temporal, ids, ids.length);
    await worker.noted(ids.length);
    const begin = performance.now();
    await signalAll(temporal, ids, count);
    await worker.noted(ids.length + count);
    return { temporalFloor: (count * 1_000) / (performance.now() - begin) };
  } finally {
    for (const id of ids) await temporal.workflow.getHandle(workflowId(id)).terminate();
    await worker.end();
  }
}

const workflowId = (id: string): string => `floor/${id}`;

/** Signals the workflows in turn, so many times in all. */
async function signalAll(client: Client, ids: readonly string[], count: number): Promise<void> {
  const turns = Array.from({ length: count }, (_, nth) => ids[nth % ids.length] ?? '').values();
  const lanes = Array.from({ length: AT_ONCE }, async () => {
    for (const id of turns) {
      await client.workflow.signalWithStart('entity', {
        workflowId: workflowId(id),
        taskQueue: FLOOR_QUEUE,
        signal: 'eventCame',
      });
    }
  });
  await Promise.all(lanes);
}

function startWorker(address: string) {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const path = fileURLToPath(new URL(`../temporal-floor/worker.${ending}`, import.meta.url));
  const child = fork(path, [address], { execArgv: ending === 'ts' ? ['--import', 'tsx'] : [] });
  return {
    noted: (count: number) => heard(child, count),
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

/** Resolves when the worker has told of so many activities; rejects when it ends before. */
function heard(child: ChildProcess, count: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const listen = (message: unknown) => {
      if (typeof message !== 'number' || message < count) return;
      child.off('message', listen);
      child.off('exit', fail);
      resolve();
    };
    const fail = () => {
      reject(new Error('The worker of the floor ended'));
    };
    child.on('message', listen);
    child.once('exit', fail);
  });
}
