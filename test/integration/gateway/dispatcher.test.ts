import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createDispatcher } from '../../../gateway/dispatcher.ts';
import { testPool } from '../../support/database.ts';
import { createFakeCore } from '../../support/fake-core.ts';
import { silent } from '../../support/kafka.ts';
import { note } from '../../support/said.ts';
import { createSettleBench, type SettleBench } from '../../support/settle-bench.ts';
import { until } from '../../support/temporal-until.ts';

let bench: SettleBench;

beforeAll(async () => {
  bench = await createSettleBench(createFakeCore());
});

afterAll(() => bench.close());

const CODES = Array.from({ length: 100 }, (_, nth) => `P-${nth}`);

async function waiting(): Promise<number> {
  const { rows } = await bench.pool.query<{ count: number }>(
    'select count(*) from fact where applied_at is null',
  );
  return rows[0]?.count ?? 0;
}

it('settles each of many projects once, without asking anew who waits after each of them', async () => {
  for (const code of CODES) {
    await bench.open(code);
    await bench.wait(code, note('new'));
  }
  const settled: string[] = [];
  let questions = 0;
  const pool = testPool(bench.url);
  pool.on('acquire', () => (questions += 1));
  const dispatcher = createDispatcher({
    pool,
    settler: {
      settle: (subject, request) => {
        settled.push(subject);
        return bench.settler.settle(subject, request);
      },
    },
    log: silent,
    pollMs: 5_000,
  });

  const running = dispatcher.run();
  await until(async () => (await waiting()) === 0);
  await dispatcher.stop();
  await running;
  await pool.end();

  expect(settled.sort()).toEqual(CODES.map((code) => `project/${code}`).sort());
  expect(questions).toBeLessThan(CODES.length / 4);
});

it('settles those that a settle has left facts for before those that wait longer', async () => {
  const settled: string[] = [];
  for (const code of ['first', 'later', 'last', 'told']) await bench.open(code);
  for (const code of ['first', 'later', 'last']) await bench.wait(code, note('new'));
  const dispatcher = createDispatcher({
    pool: bench.pool,
    settler: {
      settle: async (subject, request) => {
        const decision = await bench.settler.settle(subject, request);
        settled.push(subject);
        if (subject === 'project/first') {
          await bench.wait('told', note('from the first'));
          dispatcher.awaken(['project/told', 'project/told']);
        }
        return decision;
      },
    },
    log: silent,
    atOnce: 1,
  });

  const running = dispatcher.run();
  await until(async () => (await waiting()) === 0);
  await dispatcher.stop();
  await running;

  const codes = ['first', 'told', 'later', 'last'];
  expect(settled).toEqual(codes.map((code) => `project/${code}`));
});
