import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { core } from '../../domain/core.ts';
import { alertRecordsOf, alertsOf } from '../../readmodel/alerts.ts';
import { ringOptions } from '../../workflows/messages.ts';
import { commandBody } from '../support/api.ts';
import { gatewayEnvironment } from '../support/gateway.ts';
import { holdUp, layHoldPoints, type Hold } from '../support/hold.ts';
import { openTopics } from '../support/kafka.ts';
import { register } from '../support/said.ts';
import { spawnService, type ServiceProcess } from '../support/service-process.ts';
import { createSettleBench, type SettleBench } from '../support/settle-bench.ts';
import { sharedStack } from '../support/stack.ts';
import { createNamespace, type TestNamespace } from '../support/temporal-namespace.ts';
import { until } from '../support/temporal-until.ts';

const LIMIT_MS = 600_000;
const OVERDUE = [
  { code: 'signed', planned: '2025-01-10', actual: '2025-01-10' },
  { code: 'production', planned: '2025-08-01' },
];

let temporal: TestNamespace;
let bench: SettleBench;
let environment: Record<string, string>;
let api: ServiceProcess;
let gateway: ServiceProcess;
let worker: ServiceProcess;
beforeAll(async () => {
  const { kafka, temporal: address } = sharedStack();
  [temporal, bench] = await Promise.all([createNamespace(address), createSettleBench(core)]);
  await layHoldPoints(bench.pool);
  environment = gatewayEnvironment({
    database: bench.url,
    kafka,
    groupId: temporal.namespace,
    temporal: address,
    namespace: temporal.namespace,
  });
  const topics = await openTopics(kafka);
  await topics.close();
  [api, gateway, worker] = await Promise.all([
    spawnService('api', environment),
    spawnService('gateway', environment),
    spawnService('worker', environment),
  ]);
}, LIMIT_MS);
afterAll(async () => {
  for (const process of [api, gateway, worker]) {
    process.terminate();
    await process.exitCode();
  }
  await temporal.close();
  await bench.close();
}, LIMIT_MS);

const services = () => ({ api, gateway, worker });
const statusOf = async ({ url }: ServiceProcess, path: string) =>
  fetch(url + path).then(
    ({ status }) => status,
    () => 0,
  );
const open = (code: string) => bench.open(code, register(code, { milestones: OVERDUE }));

async function endConnections(): Promise<number> {
  const { rowCount } = await bench.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name ~ '^kaigong-(api|gateway|worker)/'`,
  );
  return rowCount ?? 0;
}

/** Holds up what a process does, tells it to end, and lets it go on: gives its exit code. */
async function terminateWhile(process: ServiceProcess, hold: Hold): Promise<number | null> {
  try {
    await hold.arrived();
    process.terminate();
    await until(() => process.output().includes(' stops"'));
    expect(process.hasEnded()).toBe(false);
  } finally {
    await hold.release();
  }
  return process.exitCode();
}

describe('all connections to PostgreSQL ended under every process, again and again', () => {
  it(
    'end none of them, and each works on',
    async () => {
      await until(async () => (await statusOf(gateway, '/readyz')) === 200);
      for (let round = 0; round < 20; round += 1) {
        await open(`round-${round}`);
        await until(async () => (await endConnections()) > 0);
      }

      for (const process of Object.values(services())) {
        await until(async () => (await statusOf(process, '/readyz')) === 200);
        expect(process.hasEnded()).toBe(false);
      }
      await open('afterwards');
      await until(async () => {
        const { obeyedRevision, decidedRevision } = await bench.row('afterwards');
        return obeyedRevision > 0 && obeyedRevision >= decidedRevision;
      });
    },
    LIMIT_MS,
  );
});

describe('a process that is told to end in the middle of its work', () => {
  it(
    'API: answers what it was asked, and ends without a fault',
    async () => {
      await open('asked');
      const hold = await holdUp(bench.pool, 'settling', 'project/asked');
      const body = commandBody('asked-1', 'forecast', {
        milestone: 'production',
        date: '2026-12-01',
      });
      const answer = fetch(`${api.url}/projects/asked/commands`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });

      expect(await terminateWhile(api, hold)).toBe(0);
      expect((await answer).status).toBe(200);
    },
    LIMIT_MS,
  );

  it(
    'worker: finishes its activity, which happens once, and ends without a fault',
    async () => {
      const hold = await holdUp(bench.pool, 'telling', 'project/told');
      await open('told');
      await temporal.client.workflow.signalWithStart(
        'project',
        ringOptions('project/told', 'told'),
      );

      expect(await terminateWhile(worker, hold)).toBe(0);

      const levels = (await bench.levels('told')).filter(({ levelId }) => levelId.includes('/due'));
      expect(
        levels.map(({ toldRevision, wantedRevision }) => toldRevision - wantedRevision),
      ).toContain(0);
      worker = await spawnService('worker', environment);
      await until(async () => {
        const { obeyedRevision, decidedRevision } = await bench.row('told');
        return obeyedRevision >= decidedRevision;
      });
      const alerts = (await alertsOf(bench.pool, 'told')).filter(({ alertId }) =>
        alertId.endsWith('/due'),
      );
      expect(alerts).toHaveLength(levels.length);
      for (const { alertId } of alerts) {
        const records = await alertRecordsOf(bench.pool, alertId);
        expect(records.map(({ kind }) => kind)).toEqual(['opened']);
      }
      expect(await bench.row('told')).toMatchObject({ lostCount: 0 });
    },
    LIMIT_MS,
  );

  it(
    'gateway: finishes the settle at hand, and ends without a fault',
    async () => {
      await open('settled');
      const hold = await holdUp(bench.pool, 'settling', 'project/settled');
      await bench.pool.query(
        `update subject set next_change_at = clock_timestamp() - interval '2 minutes' where id = 'project/settled'`,
      );

      expect(await terminateWhile(gateway, hold)).toBe(0);

      const { nextChangeAt } = await bench.row('settled');
      expect(Date.parse(nextChangeAt ?? '9999')).toBeGreaterThan(Date.now());
    },
    LIMIT_MS,
  );
});
