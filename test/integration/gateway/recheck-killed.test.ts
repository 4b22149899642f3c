import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { findRecheck } from '../../../readmodel/rechecks.ts';
import { gatewayEnvironment } from '../../support/gateway.ts';
import { spawnGateway, type GatewayProcess } from '../../support/gateway-process.ts';
import { createRulesBench, redFrom, type RulesBench } from '../../support/rules-bench.ts';
import { until } from '../../support/temporal-until.ts';

// Slow enough to be killed in the midst of it.
const PROJECTS = 30;
const RATE = 10;
const LIMIT_MS = 300_000;

let bench: RulesBench;
const processes: GatewayProcess[] = [];
beforeAll(async () => {
  bench = await createRulesBench();
  for (let nth = 0; nth < PROJECTS; nth += 1) await bench.late(`p-${nth}`, 10);
});
afterAll(async () => {
  for (const gateway of processes) await gateway.kill();
  await bench.close();
});

function start(): GatewayProcess {
  const nowhere = { kafka: '127.0.0.1:1', temporal: '127.0.0.1:1', groupId: 'recheck' };
  const gateway = spawnGateway({
    ...gatewayEnvironment({ database: bench.url, ...nowhere }),
    KAIGONG_CLOCK_OFFSET_MS: String(bench.clockOffsetMs),
  });
  processes.push(gateway);
  return gateway;
}

it(
  'goes on with a recheck where a killed gateway stopped, with each project changed once',
  async () => {
    await bench.load(redFrom(7, '2030.1'));
    const { recheck } = await bench.start({ ratePerSecond: RATE });
    const progress = () => findRecheck(bench.pool, recheck.id);

    const killed = start();
    await until(async () => ((await progress())?.done ?? 0) >= PROJECTS / 4);
    await killed.kill();
    const left = await progress();
    start();
    await until(async () => (await progress())?.state === 'done');

    expect(left?.state).toBe('running');
    expect(left?.done).toBeLessThan(PROJECTS);
    const { rows } = await bench.pool.query<{ project_code: string; times: number }>(
      `select project_code, count(*) as times from timeline
       where kind = 'colourChanged' and cause = 'RULES_CHANGED' and to_value = 'red' group by 1`,
    );
    expect(rows).toHaveLength(PROJECTS);
    expect(rows).toEqual(rows.map(({ project_code }) => ({ project_code, times: 1 })));
    const digests = `select from outbox where type = 'cn.zhizaoyuan.rules.applied.v1'`;
    expect((await bench.pool.query(digests)).rowCount).toBe(1);
  },
  LIMIT_MS,
);
