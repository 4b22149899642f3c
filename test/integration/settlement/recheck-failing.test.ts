import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPool } from '../../../readmodel/pool.ts';
import { failedBy, findRecheck } from '../../../readmodel/rechecks.ts';
import { findStuck } from '../../../readmodel/stuck.ts';
import { createRulebook } from '../../../settlement/catalogue.ts';
import { createRecheckRunner } from '../../../settlement/recheck-runner.ts';
import { createSettler, type Settler } from '../../../settlement/settle.ts';
import { createRulesBench, type RulesBench } from '../../support/rules-bench.ts';

const AN_HOUR_MS = 3_600_000;

let bench: RulesBench;
beforeAll(async () => {
  bench = await createRulesBench();
  for (const code of ['a', 'b', 'c']) await bench.late(code, 10);
});
afterAll(() => bench.close());

async function workWith(settler: Settler, firstWaitMs: number): Promise<void> {
  const options = { runner: 'test', lookEveryMs: -1, firstWaitMs };
  const step = createRecheckRunner({ ...bench, settler, ...options });
  while ((await step()) >= 0);
}

/** Settles in vain what somebody else holds. */
async function withoutPatience(work: (settler: Settler) => Promise<void>): Promise<void> {
  const pool = createPool({
    connectionString: bench.url,
    applicationName: 'impatient',
    statementTimeoutMs: 100,
    onIdleError: () => undefined,
  });
  const { clockOffsetMs } = bench;
  const log = { error: () => undefined };
  await work(createSettler({ pool, rules: createRulebook(), clockOffsetMs, log }));
  await pool.end();
}

const stuck = () => findStuck(bench.pool, bench.clockOffsetMs);

describe('a recheck with a project that can not be settled', () => {
  it('settles the others meanwhile, and that one at its next try', async () => {
    const state = { failures: 1 };
    const failingOnce: Settler = {
      settle(subject, request) {
        if (subject === 'project/a' && state.failures-- > 0) throw new Error('not now');
        return bench.settler.settle(subject, request);
      },
    };
    const { recheck } = await bench.start();
    const progress = () => findRecheck(bench.pool, recheck.id);

    await workWith(failingOnce, AN_HOUR_MS);
    const before = await progress();
    await bench.pool.query('update recheck_item set next_try_at = clock_timestamp()');
    await workWith(failingOnce, AN_HOUR_MS);

    expect(before).toMatchObject({ state: 'running', done: 2, total: 3 });
    expect(await progress()).toMatchObject({ state: 'done', done: 3 });
    expect(await failedBy(bench.pool, recheck.id)).toEqual([]);
  });

  it('ends, names it with its reason, and shows it as stuck until it is settled', async () => {
    const { recheck } = await bench.start();
    const holder = await bench.pool.connect();
    await holder.query('begin');
    await holder.query(`select from subject where id = 'project/b' for update`);

    await withoutPatience((settler) => workWith(settler, 0));
    await holder.query('rollback');
    holder.release();

    const fault = 'canceling statement due to statement timeout';
    expect(await findRecheck(bench.pool, recheck.id)).toMatchObject({ state: 'done', done: 3 });
    expect(await failedBy(bench.pool, recheck.id)).toEqual([{ subject: 'project/b', fault }]);
    expect(await stuck()).toMatchObject([
      { subject: 'project/b', projectCode: 'b', reason: 'faulty', message: fault },
    ]);
    await bench.settler.settle('project/b');
    expect(await stuck()).toEqual([]);
  });

  it('tries it anew with the next recheck', async () => {
    const { id } = await bench.recheck();

    expect(await failedBy(bench.pool, id)).toEqual([]);
    expect(await stuck()).toEqual([]);
  });
});
