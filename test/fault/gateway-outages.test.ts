import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findSnapshot } from '../../readmodel/snapshots.ts';
import { anEvent } from '../support/an-event.ts';
import { createGatewayBench, type GatewayBench } from '../support/gateway.ts';
import { createFakeCore } from '../support/fake-core.ts';
import { openPrivateDatabase } from '../support/private-database.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { until } from '../support/temporal-until.ts';

const NOBODY = '127.0.0.1:1';
const LIMIT_MS = 600_000;

let stack: TestStack;
let bench: GatewayBench;
beforeAll(async () => {
  stack = await startTestStack(['kafka', 'postgres']);
  bench = await createGatewayBench(
    {
      kafka: stack.addresses.kafka,
      temporal: NOBODY,
      database: await openPrivateDatabase(stack.addresses.postgres),
    },
    { core: createFakeCore() },
  );
});
afterAll(async () => {
  await bench.close();
  await stack.remove();
});

const send = (code: string, ...texts: string[]) =>
  bench.topics.send(
    texts.map((text) => anEvent('site.update.noted.v1', { data: { projectCode: code, text } })),
  );

/** The fake core's stage counts the facts that took effect. */
const hasFacts = (code: string, count: number) => async () => {
  const snapshot = await findSnapshot(bench.database.pool, `project/${code}`);
  return snapshot?.assessment.stage === `facts-${count}`;
};

async function ask(path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(bench.gateway.healthUrl + path);
  return { status: response.status, text: await response.text() };
}
const statusOf = async (path: string) => (await ask(path)).status;

describe('while PostgreSQL is away', () => {
  it(
    'nothing is skipped, health and metrics say so, and all goes on by itself',
    async () => {
      await bench.register('postgres');
      await send('postgres', 'before');
      await until(hasFacts('postgres', 2));
      await until(async () => (await statusOf('/readyz')) === 200);

      await stack.postgres.stop();
      await send('postgres', 'one', 'two', 'three');
      await until(async () => (await statusOf('/readyz')) === 503);
      await until(async () =>
        (await ask('/metrics')).text.includes('kaigong_holding{why="postgres-away"} 1'),
      );
      expect((await ask('/metrics')).text).toContain('kaigong_up{neighbour="postgres"} 0');
      expect(await statusOf('/healthz')).toBe(200);
      await stack.postgres.start();

      await until(hasFacts('postgres', 5));
      await until(async () => (await statusOf('/readyz')) === 200);
      expect(await bench.database.pool.query('select from dead_letter')).toMatchObject({
        rowCount: 0,
      });
    },
    LIMIT_MS,
  );
});

describe('a broker that is killed in the middle of a stream', () => {
  it(
    'costs no event, and the gateway goes on by itself',
    async () => {
      await bench.register('broker');
      const texts = Array.from({ length: 300 }, (_, index) => `update ${index}`);
      await send('broker', ...texts.slice(0, 150));

      await stack.kafka.kill();
      await stack.kafka.start();
      await send('broker', ...texts.slice(150));

      await until(hasFacts('broker', texts.length + 1));
      await until(async () => (await statusOf('/readyz')) === 200);
      expect(await statusOf('/healthz')).toBe(200);
    },
    LIMIT_MS,
  );
});
