import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import type { PlannedMilestone } from '../../domain/fact.ts';
import { listOpenWorkflows, type OpenWorkflows } from '../../gateway/open-workflows.ts';
import { alertRecordsOf, alertsOf } from '../../readmodel/alerts.ts';
import { findSnapshot } from '../../readmodel/snapshots.ts';
import { findSubject } from '../../readmodel/subjects.ts';
import { createRulebook } from '../../settlement/catalogue.ts';
import { createSettler, type Settler } from '../../settlement/settle.ts';
import { readConfig } from '../../workers/config.ts';
import type { RunningGateway } from '../../workers/gateway.ts';
import { runWorker, type RunningWorker } from '../../workers/temporal.ts';
import { utilityConnected } from '../support/an-event.ts';
import type { TestDatabase } from '../support/database.ts';
import { gatewayEnvironment, startGateway } from '../support/gateway.ts';
import { spawnGateway } from '../support/gateway-process.ts';
import { openTopics, silent, type TestTopics } from '../support/kafka.ts';
import { openPrivateDatabase } from '../support/private-database.ts';
import { register } from '../support/said.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { bundleWorkflows } from '../support/temporal-bundle.ts';
import { silenceWorkers } from '../support/temporal-quiet.ts';
import { until } from '../support/temporal-until.ts';

silenceWorkers();

const LIMIT_MS = 600_000;
/** The last day on which `energised` is in time, shortly before its end in Shanghai. */
const DUE = '2026-06-01';
const BEGIN = '2026-06-01T15:58:30.000Z';
const LEVEL = 'energised/due';
/** Of an alert that is over before the morning in which people would have been told. */
const ENDED = ['opened', 'cleared', 'closed'];

let stack: TestStack;
let database: TestDatabase;
let topics: TestTopics;
let settler: Settler;
let worker: RunningWorker;
let gateway: RunningGateway;
let environment: Record<string, string>;
beforeAll(async () => {
  stack = await startTestStack();
  database = await openPrivateDatabase(stack.addresses.postgres);
  topics = await openTopics(stack.addresses.kafka);
  const workflowBundle = await bundleWorkflows();
  const clockOffsetMs = Date.parse(BEGIN) - Date.now();
  const { kafka, temporal } = stack.addresses;
  environment = {
    ...gatewayEnvironment({ database: database.url, kafka, groupId: topics.groupId, temporal }),
    KAIGONG_CLOCK_OFFSET_MS: String(clockOffsetMs),
    KAIGONG_WORKER_HEALTH_PORT: '0',
    KAIGONG_WORKER_GRACE_SECONDS: '5',
  };
  const rules = createRulebook();
  settler = createSettler({ pool: database.pool, rules, clockOffsetMs, log: silent });
  const parts = ['clock', 'temporal', 'database', 'worker', 'health', 'links', 'channels'] as const;
  worker = await runWorker(readConfig(parts, environment), { log: silent, workflowBundle });
  gateway = await start();
}, LIMIT_MS);
afterAll(async () => {
  await gateway.stop();
  await worker.stop();
  await topics.close();
  await database.close();
  await stack.remove();
}, LIMIT_MS);

const start = () =>
  startGateway(environment, { lossCheck: { confirmAfterMs: 1_000 }, askTemporalEveryMs: 200 });

async function registered(code: string, energised: string): Promise<void> {
  const milestones: PlannedMilestone[] = [
    { code: 'signed', planned: '2025-11-01', actual: '2025-11-01' },
    { code: 'energised', planned: energised },
    { code: 'production', planned: '2027-06-01' },
  ];
  await settler.settle(`project/${code}`, { commands: [register(code, { milestones })] });
}

const energise = (projectCode: string) =>
  topics.send([utilityConnected({ time: '2026-05-30', data: { projectCode, utility: 'power' } })]);

const colourOf = async (code: string) =>
  (await findSnapshot(database.pool, `project/${code}`))?.assessment.colour;

const stageOf = async (code: string) =>
  (await findSnapshot(database.pool, `project/${code}`))?.assessment.stage;

/** The state and severity of a project's alert, by the rows that its settle writes. */
async function alertOf(code: string): Promise<string> {
  const alert = (await alertsOf(database.pool, code)).find(({ alertId }) =>
    alertId.endsWith(LEVEL),
  );
  return alert ? `${alert.state} ${alert.severity}` : 'none';
}

const recordsOf = async (code: string) =>
  (await alertRecordsOf(database.pool, `alert/${code}/${LEVEL}`)).map(({ kind }) => kind);

const hasObeyed = (code: string) => async () => {
  const subject = await findSubject(database.pool, `project/${code}`);
  return subject !== undefined && subject.obeyedRevision >= subject.decidedRevision;
};

async function openWorkflows(): Promise<OpenWorkflows> {
  const connection = Connection.lazy({ address: stack.addresses.temporal });
  try {
    return await listOpenWorkflows(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

/** Temporal lists what PostgreSQL wants, at the revision that was carried out. */
const isCaughtUp =
  (code: string, { withAlert }: { withAlert: boolean }) =>
  async () => {
    const { subjects, alerts } = await openWorkflows();
    const subject = await findSubject(database.pool, `project/${code}`);
    return (
      subject !== undefined &&
      subject.obeyedRevision > 0 &&
      subjects.get(`project/${code}`) === subject.obeyedRevision &&
      alerts.has(`alert/${code}/${LEVEL}`) === withAlert
    );
  };

describe('with Temporal stopped', () => {
  it(
    'passing dates and events change colours, and what they ask for is done after it is back',
    async () => {
      await registered('dated', DUE);
      await registered('late', '2026-05-01');
      await until(hasObeyed('dated'));
      await until(hasObeyed('late'));
      expect([await colourOf('dated'), await colourOf('late')]).toEqual(['blue', 'red']);
      await until(isCaughtUp('late', { withAlert: true }));
      await until(isCaughtUp('dated', { withAlert: true }));

      await stack.temporal.stop();
      // As if a minute more had passed: so long the dispatcher leaves a date to the workflow's timer.
      await database.pool.query(
        `update subject set next_change_at = next_change_at - interval '1 minute' where id = 'project/dated'`,
      );
      await energise('late');

      await until(async () => (await stageOf('late')) === 'energised');
      await until(async () => (await colourOf('dated')) === 'yellow');
      expect([await alertOf('late'), await alertOf('dated')]).toEqual([
        'closed red',
        'open yellow',
      ]);

      await stack.temporal.start();
      await until(isCaughtUp('late', { withAlert: false }));
      await until(isCaughtUp('dated', { withAlert: true }));
      expect(await recordsOf('late')).toEqual(ENDED);
      expect(await recordsOf('dated')).toEqual(['opened', 'worsened']);
    },
    LIMIT_MS,
  );
});

describe('a gateway that is killed just after a settle', () => {
  it(
    'loses no ring: the next one rings',
    async () => {
      await gateway.stop();
      await registered('killed', '2026-05-01');
      await stack.temporal.stop();
      const child = spawnGateway(environment);
      await energise('killed');
      await until(async () => (await stageOf('killed')) === 'energised');
      await child.kill();
      await stack.temporal.start();
      expect(await alertOf('killed')).toBe('closed red');

      await registered('killed-too', '2026-05-01');
      gateway = await start();

      await until(isCaughtUp('killed', { withAlert: false }));
      await until(isCaughtUp('killed-too', { withAlert: true }));
      expect(await recordsOf('killed')).toEqual(ENDED);
    },
    LIMIT_MS,
  );
});

describe("Temporal's database", () => {
  it(
    'deleted: workflows and alerts come back, and nothing is told twice',
    async () => {
      await registered('lost', '2026-05-01');
      await until(isCaughtUp('lost', { withAlert: true }));

      await stack.temporal.stop();
      await stack.deleteTemporalData();
      await stack.temporal.start();

      await until(isCaughtUp('lost', { withAlert: true }));
      await until(isCaughtUp('late', { withAlert: false }));
      expect(await recordsOf('lost')).toEqual(['opened']);
      expect(await findSubject(database.pool, 'project/lost')).toMatchObject({ lostCount: 1 });
    },
    LIMIT_MS,
  );

  it(
    'put back to an older copy: what came after it is done again, what ended stays ended',
    async () => {
      await registered('older', '2026-05-01');
      await until(isCaughtUp('older', { withAlert: true }));
      await stack.temporal.stop();
      const putBack = await stack.copyTemporalData();
      await stack.temporal.start();
      await registered('newer', '2026-05-01');
      await energise('older');
      await until(isCaughtUp('older', { withAlert: false }));
      await until(isCaughtUp('newer', { withAlert: true }));

      await stack.temporal.stop();
      await putBack();
      await stack.temporal.start();

      await until(isCaughtUp('newer', { withAlert: true }));
      await until(isCaughtUp('older', { withAlert: false }));
      expect(await recordsOf('newer')).toEqual(['opened']);
      expect(await recordsOf('older')).toEqual(ENDED);
    },
    LIMIT_MS,
  );
});
