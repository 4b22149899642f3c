import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLevelBell } from '../../../activities/level-bell.ts';
import { createReconcileActivities } from '../../../activities/reconcile.ts';
import { createSettleActivities } from '../../../activities/settle.ts';
import { core } from '../../../domain/core.ts';
import { checkLosses } from '../../../gateway/loss-check.ts';
import { createRinger } from '../../../gateway/ringer.ts';
import { createTemporalWatch } from '../../../gateway/temporal-watch.ts';
import { subjectsWithWaitingFacts } from '../../../readmodel/dispatch.ts';
import { findSubject } from '../../../readmodel/subjects.ts';
import { SEARCH_ATTRIBUTES } from '../../../workflows/messages.ts';
import { alertActivities } from '../../support/alert-activities.ts';
import { accepted, submitted } from '../../support/an-approval.ts';
import { silent } from '../../support/kafka.ts';
import { register, terminate } from '../../support/said.ts';
import { createSettleBench, type SettleBench } from '../../support/settle-bench.ts';
import { sharedStack } from '../../support/stack.ts';
import { bundleWorkflows } from '../../support/temporal-bundle.ts';
import { createNamespace, type TestNamespace } from '../../support/temporal-namespace.ts';
import { startWorker, type RunningWorker } from '../../support/temporal-shell.ts';
import { until } from '../../support/temporal-until.ts';

const CODE = 'A-1';
const APPROVAL = `approval/${CODE}`;
const PLAN = [
  { code: 'signed', planned: '2026-02-01', actual: '2026-02-01' },
  { code: 'groundbreaking', planned: '2027-03-01' },
  { code: 'production', planned: '2028-06-01' },
];

let temporal: TestNamespace;
let bench: SettleBench;
let worker: RunningWorker;
beforeAll(async () => {
  const [namespace, ownBench, bundle] = await Promise.all([
    createNamespace(sharedStack().temporal),
    createSettleBench(core),
    bundleWorkflows(),
  ]);
  [temporal, bench] = [namespace, ownBench];
  const { pool, settler } = bench;
  worker = await startWorker(temporal, bundle, {
    ...createSettleActivities({ settler }),
    ...createReconcileActivities({ pool, bell: createLevelBell(temporal.client) }),
    ...alertActivities(pool),
  });
});
afterAll(async () => {
  await worker.stop();
  await temporal.close();
  await bench.close();
});

const workflow = () => temporal.client.workflow.getHandle(APPROVAL);
const shown = async () =>
  (await workflow().describe()).typedSearchAttributes.get(SEARCH_ATTRIBUTES.obeyedRevision);

/** Settles whoever facts wait for and rings whoever lags, as the gateway does, until all is carried out. */
async function goOn(): Promise<void> {
  const { pool, settler } = bench;
  const client = temporal.client;
  const watch = createTemporalWatch({ client, log: silent });
  const ringer = createRinger({ pool, client, watch, log: silent, pollMs: 20 });
  const running = Promise.all([watch.run(ringer.nudge), ringer.run()]);
  await until(async () => {
    for (const subject of await subjectsWithWaitingFacts(pool, 50)) await settler.settle(subject);
    const { rowCount } = await pool.query(
      `select from subject where obeyed_revision < decided_revision`,
    );
    const { rowCount: waiting } = await pool.query('select from fact where applied_at is null');
    return rowCount === 0 && waiting === 0;
  });
  for (const loop of [ringer, watch]) loop.stop();
  await running;
}

describe('the workflow of an approval', () => {
  it("is started by its project's, and shows what it has carried out", async () => {
    await bench.wait(CODE, submitted('2026-11-02'), accepted('2026-11-04'));
    await bench.open(CODE, register(CODE, { milestones: PLAN }));

    await goOn();

    const { type, status } = await workflow().describe();
    expect({ type, status: status.name }).toEqual({ type: 'approval', status: 'RUNNING' });
    const row = await findSubject(bench.pool, APPROVAL);
    await until(async () => (await shown()) === row?.obeyedRevision);
    expect(row?.nextChangeAt).not.toBeNull();
    expect(await (await workflow().describe()).staticSummary()).toBe(`Approval ${CODE}`);
  });

  it('is started again where Temporal has lost it, and nothing is opened twice', async () => {
    const outbox = async () =>
      (await bench.pool.query<{ id: number }>('select id from outbox order by id')).rows;
    const before = await outbox();
    await workflow().terminate();
    const { pool } = bench;
    const look = () =>
      checkLosses({ pool, client: temporal.client, log: silent, confirmAfterMs: 100 });

    await until(async () => (await look()).approvals === 1);
    await goOn();

    expect((await workflow().describe()).status.name).toBe('RUNNING');
    expect(await findSubject(bench.pool, APPROVAL)).toMatchObject({ lostCount: 1 });
    expect(await outbox()).toEqual(before);
  });

  it('ends when its project is over', async () => {
    await bench.settle(CODE, { commands: [terminate('over')] });
    await goOn();

    expect(await workflow().result()).toMatchObject({ ended: 'closed' });
    expect(await findSubject(bench.pool, APPROVAL)).toMatchObject({ closed: true });
  });
});
