import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  markRung,
  openSubjects,
  overdueSubjects,
  readBacklog,
  subjectsWithWaitingFacts,
} from '../../../readmodel/dispatch.ts';
import { note } from '../../support/said.ts';
import { createSettleBench } from '../../support/settle-bench.ts';
import type { SettleBench } from '../../support/settle-bench.ts';

describe('what the dispatcher asks for', () => {
  let bench: SettleBench;
  beforeAll(async () => {
    bench = await createSettleBench();
    for (const code of ['a', 'b', 'c', 'done']) await bench.open(code);
    await bench.hear('done', note('close'));
  });
  afterAll(() => bench.close());

  it('names projects with waiting facts, longest waiting first, closed ones too, parked ones not', async () => {
    await bench.wait('b', note('1'));
    await bench.wait('done', note('2'));
    await bench.wait('a', note('3'));
    await bench.wait('b', note('4'));
    await bench.wait('stranger', note('5'));

    const all = await subjectsWithWaitingFacts(bench.pool, 10);
    const some = await subjectsWithWaitingFacts(bench.pool, 2);

    expect(all).toEqual(['project/b', 'project/done', 'project/a']);
    expect(some).toEqual(all.slice(0, 2));
    expect(await readBacklog(bench.pool, 0)).toMatchObject({ waitingFacts: 4, parkedFacts: 1 });
    await Promise.all(['a', 'b', 'done'].map((code) => bench.settle(code)));
    expect(await subjectsWithWaitingFacts(bench.pool, 10)).toEqual([]);
  });

  it('names projects whose next change is over a minute past', async () => {
    const setBack = (code: string, by: string) =>
      bench.pool.query(
        'update subject set next_change_at = clock_timestamp() - $2::interval where project_code = $1',
        [code, by],
      );
    await setBack('a', '61 seconds');
    await setBack('b', '50 seconds');
    await setBack('c', '2 days');

    expect(await overdueSubjects(bench.pool, 10)).toEqual(['project/c', 'project/a']);

    await bench.settle('c');
    expect(await overdueSubjects(bench.pool, 10)).toEqual(['project/a']);
  });

  it('names every project that should have an open workflow', async () => {
    await bench.obey('a', 0);

    const open = await openSubjects(bench.pool);

    const { revision } = await bench.row('a');
    expect(open).toContainEqual({ id: 'project/a', obeyedRevision: revision });
    expect(open).toContainEqual({ id: 'project/c', obeyedRevision: 0 });
    expect(open.map(({ id }) => id)).not.toContain('project/done');
  });

  it('does not wait for who settles a project before it rings', async () => {
    const frozen = await bench.pool.connect();
    try {
      await frozen.query('begin');
      await frozen.query(`select from subject where id = 'project/b' for update`);

      expect(await markRung(bench.pool, 'project/b')).toBe(false);
      expect(await markRung(bench.pool, 'project/c')).toBe(true);
    } finally {
      await frozen.query('rollback');
      frozen.release();
    }
    expect(await markRung(bench.pool, 'project/b')).toBe(true);
  });
});
