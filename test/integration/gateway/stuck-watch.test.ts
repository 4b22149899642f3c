import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pino from 'pino';
import type { GatewayHealth } from '../../../gateway/health.ts';
import { createStuckWatch } from '../../../gateway/stuck-watch.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { gatewayEnvironment, startGateway } from '../../support/gateway.ts';
import { until } from '../../support/temporal-until.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(
    `insert into subject (id, kind, project_code, registered_at)
     select 'project/' || code, 'project', code, now() from unnest(array['early', 'late']) as code`,
  );
});
afterAll(() => database.close());

/** Not tried again during this test. */
const makeFaulty = (code: string, since: string) =>
  database.pool.query(
    `update subject set fault_count = 1, fault_message = 'no rule', fault_since = $2,
       fault_next_try_at = clock_timestamp() + interval '1 day' where project_code = $1`,
    [code, since],
  );
const mend = (code: string) =>
  database.pool.query('update subject set fault_since = null where project_code = $1', [code]);

function watching() {
  const lines: string[] = [];
  const log = pino({ base: null }, { write: (line: string) => lines.push(line) });
  const { pool } = database;
  const watch = createStuckWatch({ pool, clockOffsetMs: 0, log, everyMs: 5 });
  const said = (what: string) => lines.filter((line) => line.includes(`"msg":"${what}"`));
  return { watch, said };
}

describe('the stuck watch', () => {
  it('counts the stuck with the longest, and logs each once when it begins and when it ends', async () => {
    const { watch, said } = watching();
    const count = () => watch.summary().faulty?.projects ?? 0;
    const running = watch.run();
    const since = '2026-01-10T00:00:00.000Z';

    await makeFaulty('early', since);
    await until(() => count() === 1);
    await makeFaulty('late', '2026-01-12T00:00:00.000Z');
    await until(() => count() === 2);
    const both = watch.summary();
    await mend('early');
    await until(() => count() === 1);
    watch.stop();
    await running;

    expect(both).toEqual({ faulty: { projects: 2, since } });
    expect(said('stuck').map((line) => /"projectCode":"(\w+)"/.exec(line)?.[1])).toEqual([
      'early',
      'late',
    ]);
    expect(said('stuck')[0]).toContain('"message":"no rule"');
    expect(said('goes on')).toEqual([expect.stringContaining('"projectCode":"early"')]);
  });

  it('shows in the health of a gateway what is stuck, which leaves it alive', async () => {
    await makeFaulty('late', '2026-01-12T00:00:00.000Z');
    const nowhere = { kafka: '127.0.0.1:1', temporal: '127.0.0.1:1', groupId: 'stuck' };
    const gateway = await startGateway(gatewayEnvironment({ database: database.url, ...nowhere }));
    const health = async () =>
      (await (await fetch(`${gateway.healthUrl}/readyz`)).json()) as GatewayHealth;

    await until(async () => (await health()).stuck.faulty !== undefined);

    expect(await health()).toMatchObject({
      live: true,
      stuck: { faulty: { projects: 1, since: '2026-01-12T00:00:00.000Z' } },
    });
    await gateway.stop();
  });
});
