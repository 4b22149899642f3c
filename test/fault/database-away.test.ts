import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLevelBell } from '../../activities/level-bell.ts';
import { createReconcileActivities } from '../../activities/reconcile.ts';
import { createSettleActivities } from '../../activities/settle.ts';
import { createSettler } from '../../settlement/settle.ts';
import type { SubjectActivities } from '../../workers/temporal-worker.ts';
import { ringOptions } from '../../workflows/messages.ts';
import { testPool } from '../support/database.ts';
import { alertActivities } from '../support/alert-activities.ts';
import { createFakeCore } from '../support/fake-core.ts';
import { note } from '../support/said.ts';
import { createSettleBench, type SettleBench } from '../support/settle-bench.ts';
import { sharedStack } from '../support/stack.ts';
import { bundleWorkflows } from '../support/temporal-bundle.ts';
import { createNamespace, type TestNamespace } from '../support/temporal-namespace.ts';
import { startWorker, type RunningWorker } from '../support/temporal-shell.ts';
import { until } from '../support/temporal-until.ts';

const CUT_OFF = Array.from({ length: 80 }, (_, nth) => `cut-off-${nth + 1}`);
const HEALTHY = 'healthy';
const ROUNDS = 3;

let temporal: TestNamespace;
let bench: SettleBench;
let worker: RunningWorker;
// Nobody listens there, so every connection is refused as by a PostgreSQL that is down.
const nowhere = testPool('postgres://kaigong@127.0.0.1:1/kaigong');
/** Until it is mended, projects other than the healthy one look for their database there. */
let isAway = true;
const failures = new Map<string, number>();

function activities(): SubjectActivities {
  const { pool, settler } = bench;
  const log = { error: () => undefined };
  const core = createFakeCore();
  const cutOff = createSettler({ pool: nowhere, rules: bench.rules, clockOffsetMs: 0, core, log });
  const present = createSettleActivities({ settler });
  const absent = createSettleActivities({ settler: cutOff });
  return {
    ...alertActivities(pool),
    ...createReconcileActivities({ pool, bell: createLevelBell(temporal.client) }),
    settle: async (subject, carried) => {
      if (!isAway || subject.endsWith(HEALTHY)) return present.settle(subject, carried);
      try {
        return await absent.settle(subject, carried);
      } finally {
        failures.set(subject, (failures.get(subject) ?? 0) + 1);
      }
    },
  };
}

beforeAll(async () => {
  [temporal, bench] = await Promise.all([
    createNamespace(sharedStack().temporal),
    createSettleBench(),
  ]);
  for (const code of [HEALTHY, ...CUT_OFF]) await bench.open(code);
  worker = await startWorker(temporal, await bundleWorkflows(), activities());
});
afterAll(async () => {
  await worker.stop();
  await temporal.close();
  await nowhere.end();
  await bench.close();
});

const ring = (code: string) =>
  temporal.client.workflow.signalWithStart('project', ringOptions(`project/${code}`, code));

async function isObeyed(code: string): Promise<boolean> {
  const { revision, obeyedRevision } = await bench.row(code);
  return obeyedRevision === revision;
}

describe('a worker with 80 projects whose database is away', () => {
  it('serves another project meanwhile, and the 80 once it is back', async () => {
    await Promise.all(CUT_OFF.map(ring));
    // Past both local attempts: all of them wait for PostgreSQL now.
    await until(() => CUT_OFF.every((code) => (failures.get(`project/${code}`) ?? 0) > 2));

    for (let round = 1; round <= ROUNDS; round += 1) {
      await bench.hear(HEALTHY, note(`round ${round}`));
      await ring(HEALTHY);
      await until(() => isObeyed(HEALTHY));
    }
    const obeyedMeanwhile = await Promise.all(CUT_OFF.map(isObeyed));
    expect(obeyedMeanwhile).not.toContain(true);

    isAway = false;
    await until(async () => (await Promise.all(CUT_OFF.map(isObeyed))).every(Boolean));
    const losses = await Promise.all(
      CUT_OFF.map(async (code) => (await bench.row(code)).lostCount),
    );
    expect(new Set(losses)).toEqual(new Set([0]));
  });
});
