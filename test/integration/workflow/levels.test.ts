import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WorkflowBundle } from '@temporalio/worker';
import { createLevelBell, type LevelBell } from '../../../activities/level-bell.ts';
import { createReconcileActivities } from '../../../activities/reconcile.ts';
import { createSettleActivities } from '../../../activities/settle.ts';
import type { Core } from '../../../domain/core.ts';
import { checkLosses } from '../../../gateway/loss-check.ts';
import { alertRecordsOf, alertsOf } from '../../../readmodel/alerts.ts';
import { createLogger } from '../../../workers/logger.ts';
import type { SubjectActivities } from '../../../workers/temporal-worker.ts';
import { alertId, ringOptions, SEARCH_ATTRIBUTES } from '../../../workflows/messages.ts';
import { alertActivities } from '../../support/alert-activities.ts';
import { createFakeCore, FAKE_LEVEL } from '../../support/fake-core.ts';
import { note, reopen } from '../../support/said.ts';
import { createSettleBench, type SettleBench } from '../../support/settle-bench.ts';
import { sharedStack } from '../../support/stack.ts';
import { bundleWorkflows } from '../../support/temporal-bundle.ts';
import { createNamespace, type TestNamespace } from '../../support/temporal-namespace.ts';
import { startWorker, type RunningWorker } from '../../support/temporal-shell.ts';
import { until } from '../../support/temporal-until.ts';

const SECOND_LEVEL = 'accepted/due';
const log = createLogger('test', { level: 'silent', format: 'json' });

// Every alert twice, so that one of them can be told and the other not yet.
function twofoldCore(): Core {
  const core = createFakeCore();
  return {
    ...core,
    desired: (assessment) => {
      const { alerts, approvals } = core.desired(assessment);
      const twice = alerts.flatMap((alert) => [alert, { ...alert, id: SECOND_LEVEL }]);
      return { alerts: twice, approvals };
    },
  };
}

let temporal: TestNamespace;
let bench: SettleBench;
let bundle: WorkflowBundle;
let worker: RunningWorker;
/** Rings that reached an alert, by its level, and what a test lets go wrong. */
const rung: string[] = [];
let mishap: { beforeRing?: (levelId: string) => void; afterReconcile?: () => void } = {};

function activities(): SubjectActivities {
  const { pool, settler } = bench;
  const bell = createLevelBell(temporal.client);
  const watched: LevelBell = {
    ring: async (alert) => {
      mishap.beforeRing?.(alert.levelId);
      await bell.ring(alert);
      rung.push(`${alert.projectCode} ${alert.levelId}`);
    },
  };
  const reconciling = createReconcileActivities({ pool, bell: watched });
  return {
    ...createSettleActivities({ settler }),
    ...alertActivities(pool),
    reconcile: async (subject, revision) => {
      await reconciling.reconcile(subject, revision);
      mishap.afterReconcile?.();
    },
  };
}

beforeAll(async () => {
  [temporal, bench, bundle] = await Promise.all([
    createNamespace(sharedStack().temporal),
    createSettleBench(twofoldCore()),
    bundleWorkflows(),
  ]);
  worker = await startWorker(temporal, bundle, activities());
});
afterAll(async () => {
  await worker.stop();
  await temporal.close();
  await bench.close();
});

const workflow = (id: string) => temporal.client.workflow.getHandle(id);
const projectOf = (code: string) => workflow(`project/${code}`);
const alertOf = (code: string) => alertId(code, FAKE_LEVEL);
const ring = (code: string) =>
  temporal.client.workflow.signalWithStart('project', ringOptions(`project/${code}`, code));
const statusOf = async (id: string) => (await workflow(id).describe()).status.name;

/** A fact settles as the gateway would, and the workflow is rung until it has carried it out. */
async function told(code: string, text: string): Promise<void> {
  await bench.hear(code, note(text));
  await obeyed(code);
}

async function obeyed(code: string): Promise<void> {
  await ring(code);
  await until(async () => {
    const { revision, obeyedRevision } = await bench.row(code);
    return obeyedRevision === revision;
  });
}

async function recorded(code: string, count: number): Promise<string[]> {
  await until(async () => (await alertRecordsOf(bench.pool, alertOf(code))).length >= count);
  const records = await alertRecordsOf(bench.pool, alertOf(code));
  return records.map(({ kind, severity }) => `${kind} ${severity}`);
}

describe('a project and its alerts', () => {
  it('records how an alert opens, worsens, eases, is cleared and comes again', async () => {
    await bench.open('story');
    await told('story', 'alert yellow');
    await recorded('story', 1);
    await told('story', 'alert red');
    await recorded('story', 2);
    await told('story', 'alert blue');
    await recorded('story', 3);
    await told('story', 'alert none');
    await recorded('story', 4);
    await told('story', 'alert yellow');

    expect(await recorded('story', 5)).toEqual([
      'opened yellow',
      'worsened red',
      'eased blue',
      'cleared blue',
      'returned yellow',
    ]);
    expect(await statusOf(alertOf('story'))).toBe('RUNNING');
  });

  it('tells no alert twice when reconcile stops after the first of two', async () => {
    await bench.open('halfway');
    let mishaps = 0;
    mishap = {
      beforeRing: (levelId) => {
        if (levelId !== FAKE_LEVEL || (mishaps += 1) > 1) return;
        throw new Error('the worker was killed');
      },
    };

    await told('halfway', 'alert red');

    expect(mishaps).toBe(2);
    expect(rung.filter((one) => one.startsWith('halfway'))).toEqual([
      `halfway ${SECOND_LEVEL}`,
      `halfway ${FAKE_LEVEL}`,
    ]);
    await recorded('halfway', 1);
    const alerts = await alertsOf(bench.pool, 'halfway');
    expect(alerts.map(({ severity, open }) => ({ severity, open }))).toEqual([
      { severity: 'red', open: true },
      { severity: 'red', open: true },
    ]);
  });

  it('tells nothing again when the workflow never heard that all was told', async () => {
    await bench.open('unheard');
    let stopped = false;
    mishap = {
      afterReconcile: () => {
        if (stopped) return;
        stopped = true;
        throw new Error('the worker was killed');
      },
    };

    await told('unheard', 'alert red');
    await until(async () => {
      const { typedSearchAttributes } = await projectOf('unheard').describe();
      return typedSearchAttributes.get(SEARCH_ATTRIBUTES.obeyedRevision) === 2;
    });

    expect(rung.filter((one) => one.startsWith('unheard'))).toHaveLength(2);
    expect((await bench.row('unheard')).lostCount).toBe(0);
  });

  it('is carried over from run to run without counting as lost', async () => {
    await bench.open('stages');
    await obeyed('stages');
    const { runId } = await projectOf('stages').describe();
    for (const text of ['alert blue', 'one', 'two']) await told('stages', text);

    await until(async () => (await projectOf('stages').describe()).runId !== runId);

    expect(await bench.row('stages')).toMatchObject({ revision: 4, lostCount: 0 });
    expect(rung.filter((one) => one.startsWith('stages'))).toHaveLength(2);
  });

  it('does again what is wanted after both workflows were lost', async () => {
    await bench.open('lost');
    await told('lost', 'alert red');
    await recorded('lost', 1);
    await projectOf('lost').terminate();
    await workflow(alertOf('lost')).terminate();

    await obeyed('lost');

    await until(async () => (await statusOf(alertOf('lost'))) === 'RUNNING');
    expect(await statusOf('project/lost')).toBe('RUNNING');
    expect(await recorded('lost', 1)).toEqual(['opened red']);
    expect((await bench.row('lost')).lostCount).toBe(1);
  });

  it('starts an alert again that was lost alone', async () => {
    await bench.open('alone');
    await told('alone', 'alert red');
    await recorded('alone', 1);
    await workflow(alertOf('alone')).terminate();
    const lost = () =>
      checkLosses({ pool: bench.pool, client: temporal.client, log, confirmAfterMs: 100 });
    await until(async () => (await lost()).alerts > 0);

    await obeyed('alone');

    await until(async () => (await statusOf(alertOf('alone'))) === 'RUNNING');
    expect(await recorded('alone', 1)).toEqual(['opened red']);
  });
});

describe('a closed project', () => {
  it('closes its alerts and ends, and a ring does not revive it', async () => {
    await bench.open('closed');
    await told('closed', 'alert red');
    await recorded('closed', 1);
    await bench.hear('closed', note('alert none'), note('close'));
    await ring('closed');
    expect(await projectOf('closed').result()).toMatchObject({ ended: 'closed' });

    await ring('closed');

    expect(await projectOf('closed').result()).toMatchObject({ ended: 'closed' });
    expect(await recorded('closed', 2)).toEqual(['opened red', 'closed red']);
    expect(await workflow(alertOf('closed')).result()).toMatchObject({ open: false });
    expect((await bench.row('closed')).closed).toBe(true);
  });

  it('is followed again once a person reopens it', async () => {
    await bench.open('again');
    await bench.hear('again', note('close'));
    await ring('again');
    await projectOf('again').result();

    await bench.settle('again', { commands: [reopen('reopen-again')] });
    await obeyed('again');

    expect(await statusOf('project/again')).toBe('RUNNING');
    expect((await bench.row('again')).lostCount).toBe(0);
  });
});

describe('a project that PostgreSQL does not know', () => {
  it('has a workflow that ends and says so', async () => {
    await ring('nowhere');

    expect(await projectOf('nowhere').result()).toEqual({ ended: 'unknown', revision: 0 });
  });
});
