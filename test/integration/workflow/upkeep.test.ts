import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../../workers/config.ts';
import { createLogger } from '../../../workers/logger.ts';
import { ensureSchedules, SCHEDULES } from '../../../workers/schedules.ts';
import { runWorker, type RunningWorker } from '../../../workers/temporal.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { sharedStack } from '../../support/stack.ts';
import { bundleWorkflows } from '../../support/temporal-bundle.ts';
import { createNamespace, type TestNamespace } from '../../support/temporal-namespace.ts';
import { silenceWorkers } from '../../support/temporal-quiet.ts';
import { until } from '../../support/temporal-until.ts';

silenceWorkers();
const IDS = SCHEDULES.map(({ id }) => id).sort();

let temporal: TestNamespace;
let database: TestDatabase;
let worker: RunningWorker;
beforeAll(async () => {
  const [namespace, own, workflowBundle] = await Promise.all([
    createNamespace(sharedStack().temporal),
    createTestDatabase(),
    bundleWorkflows(),
  ]);
  [temporal, database] = [namespace, own];
  const config = readConfig(
    ['clock', 'temporal', 'database', 'worker', 'health', 'links', 'channels'],
    {
      TEMPORAL_ADDRESS: sharedStack().temporal,
      TEMPORAL_NAMESPACE: temporal.namespace,
      DATABASE_URL: database.url,
      KAIGONG_WORKER_HEALTH_PORT: '0',
      KAIGONG_KEEP_OUTBOX_DAYS: '30',
    },
  );
  const log = createLogger('test', { level: 'silent', format: 'json' });
  worker = await runWorker(config, { log, workflowBundle });
  await until(async () => (await listed()).length === IDS.length);
});
afterAll(async () => {
  await worker.stop();
  await temporal.close();
  await database.close();
});

const handleOf = (id: string) => temporal.client.schedule.getHandle(id);

async function listed(): Promise<string[]> {
  const ids: string[] = [];
  for await (const { scheduleId } of temporal.client.schedule.list()) ids.push(scheduleId);
  return ids.sort();
}

/** Has a schedule run now; gives what became of its workflow. */
async function runNow(id: string): Promise<{ status: string; result: unknown }> {
  await handleOf(id).trigger();
  let workflowId = '';
  await until(async () => {
    const { info } = await handleOf(id).describe();
    workflowId = info.recentActions.at(-1)?.action.workflow.workflowId ?? '';
    return workflowId !== '';
  });
  const workflow = temporal.client.workflow.getHandle(workflowId);
  const result: unknown = await workflow.result();
  return { status: (await workflow.describe()).status.name, result };
}

describe('the schedules of upkeep', () => {
  it('are there once a worker runs', async () => {
    expect(await listed()).toEqual(IDS);
  });

  it('come again when Temporal has lost one, and leave alone what people have paused', async () => {
    const [lost = '', paused = ''] = IDS;
    await handleOf(lost).delete();
    await handleOf(paused).pause('not now');

    await ensureSchedules(temporal.client, { update: true });

    expect((await handleOf(lost).describe()).state.paused).toBe(false);
    expect((await handleOf(paused).describe()).state).toMatchObject({
      paused: true,
      note: 'not now',
    });
    await handleOf(paused).unpause();
  });

  it('delete what has left for Kafka long ago, batch after batch', async () => {
    await database.pool.query(
      `insert into outbox (topic, source, event_id, type, at, sent_at)
       select 'project.events', 's', n::text, 't', clock_timestamp(),
         clock_timestamp() - case when n > 4500 then interval '29 days' else interval '31 days' end
       from generate_series(1, 4510) as n`,
    );

    const { status, result } = await runNow('kaigong-retention');

    expect(status).toBe('COMPLETED');
    expect(result).toEqual({
      ...{ eventTexts: 0, outboxRows: 4500, timelineLines: 0 },
      ...{ deadLetters: 0, recheckItems: 0, notices: 0, messages: 0, linkTokens: 0 },
      ...{ confirmedWorkbooks: 0, stagedWorkbooks: 0 },
    });
    const { rows } = await database.pool.query('select count(*) as count from outbox');
    expect(rows).toEqual([{ count: 10 }]);
  });

  it('look for silent sources', async () => {
    expect((await runNow('kaigong-silent-sources')).status).toBe('COMPLETED');
  });
});
