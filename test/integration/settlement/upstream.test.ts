import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Dependency, Fact } from '../../../domain/fact.ts';
import { subjectsWithWaitingFacts } from '../../../readmodel/dispatch.ts';
import { note, register } from '../../support/said.ts';
import { createSettleBench } from '../../support/settle-bench.ts';
import type { SettleBench } from '../../support/settle-bench.ts';

const on = (code: string): Dependency => ({
  on: code,
  milestone: 'production',
  gates: 'production',
  type: 'blocks',
  lagDays: 10,
});

const told = (facts: readonly Fact[]) =>
  facts.flatMap((fact) => (fact.type === 'upstream.date.v1' ? [fact.data] : []));

describe('dates of other projects', () => {
  let bench: SettleBench;
  beforeAll(async () => {
    bench = await createSettleBench();
  });
  afterAll(() => bench.close());

  /** Settles as the dispatcher would, until nothing of these projects waits. */
  async function drain(...codes: string[]): Promise<void> {
    const own = new Set(codes.map((code) => `project/${code}`));
    for (;;) {
      const waiting = await subjectsWithWaitingFacts(bench.pool, 100);
      const mine = waiting.filter((subject) => own.has(subject));
      if (mine.length === 0) return;
      await Promise.all(mine.map((subject) => bench.settler.settle(subject)));
    }
  }
  const expects = (day: string) => note(`expect production ${day}`);
  const openDependant = (code: string, upstream: string) =>
    bench.open(code, register(code, { dependencies: [on(upstream)] }));

  it.each([
    ['the upstream first', ['up-1', 'down-1']],
    ['the dependant first', ['down-2', 'up-2']],
  ])('are told to the dependant when registered %s', async (_order, codes) => {
    const [up = '', down = ''] = [...codes].sort().reverse();
    for (const code of codes) await (code === down ? openDependant(code, up) : bench.open(code));
    await bench.hear(up, expects('2026-08-01'));

    await drain(up, down);

    expect(told(await bench.facts(down))).toEqual([
      {
        project: up,
        milestone: 'production',
        label: { zh: 'production', en: 'production' },
        planned: '2026-06-01',
        expected: '2026-08-01',
        reached: false,
        chain: [],
      },
    ]);
  });

  it('are told when known before the dependant was registered', async () => {
    await bench.open('up-3');
    await bench.hear('up-3', expects('2026-08-01'));

    await openDependant('down-3', 'up-3');
    await drain('up-3', 'down-3');

    expect(told(await bench.facts('down-3'))).toHaveLength(1);
  });

  it('are told once for each value, not for each revision', async () => {
    await bench.open('up-4');
    await openDependant('down-4', 'up-4');
    const days = ['2026-08-01', '2026-08-01', '2026-09-01', '2026-08-01'];

    for (const day of days) {
      await bench.hear('up-4', expects(day));
      await drain('up-4', 'down-4');
    }

    const expected = told(await bench.facts('down-4')).map((data) => data.expected);
    expect(expected).toEqual(['2026-08-01', '2026-09-01', '2026-08-01']);
  });

  it('come through a chain with the codes that they came by', async () => {
    await bench.open('a-5');
    await openDependant('b-5', 'a-5');
    await openDependant('c-5', 'b-5');
    await bench.hear('a-5', expects('2026-08-01'));

    await drain('a-5', 'b-5', 'c-5');

    expect(told(await bench.facts('c-5'))).toEqual([
      expect.objectContaining({ project: 'b-5', expected: '2026-08-01', chain: ['a-5'] }),
    ]);
  });

  it('are no news of a closed project', async () => {
    await bench.open('up-6');
    await openDependant('down-6', 'up-6');
    await bench.hear('down-6', note('close'));
    await bench.hear('up-6', expects('2026-08-01'));

    await drain('up-6', 'down-6');

    const kinds = (await bench.story('down-6')).map(({ kind }) => kind);
    expect(kinds).not.toContain('factAfterClosing');
    expect(told(await bench.facts('down-6'))).toHaveLength(1);
  });

  it.each([
    { title: 'itself', edges: [['self', 'self']], refused: 'self', path: 'self → self' },
    {
      title: 'its dependant',
      edges: [
        ['p', 'q'],
        ['q', 'p'],
      ],
      refused: 'q',
      path: 'q → p → q',
    },
    {
      title: 'a project further down',
      edges: [
        ['x', 'y'],
        ['y', 'z'],
        ['z', 'x'],
      ],
      refused: 'z',
      path: 'z → x → y → z',
    },
  ])(
    'are never waited for in a circle: a project that waits for $title is refused',
    async (row) => {
      const decisions = [];
      for (const [code = '', upstream = ''] of row.edges) {
        decisions.push(await openDependant(code, upstream));
      }

      const last = decisions.at(-1);
      expect(decisions.slice(0, -1).every(({ known }) => known)).toBe(true);
      expect(last).toMatchObject({ subject: `project/${row.refused}`, known: false });
      expect(last?.outcomes).toEqual([
        expect.objectContaining({
          code: 'DEPENDENCY_CYCLE',
          message: `These projects would wait for one another: ${row.path}.`,
        }),
      ]);
      const again = await bench.open(
        row.refused,
        register(row.refused, { id: `${row.refused}-2` }),
      );
      expect(again.known).toBe(true);
    },
  );

  it('let two projects that wait for each other register at once: one of them is refused, nobody waits', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [left, right] = [`l-${round}`, `r-${round}`];

      const decisions = await Promise.all([openDependant(left, right), openDependant(right, left)]);

      expect(decisions.map(({ known }) => known).sort()).toEqual([false, true]);
    }
  });

  it('never make two settles wait for each other', async () => {
    await bench.open('m-up');
    await bench.open('m-down', register('m-down', { dependencies: [on('m-up')] }));
    const work = Array.from({ length: 30 }, (_, index) => [
      bench.hear('m-up', expects(`2026-08-${String((index % 20) + 1).padStart(2, '0')}`)),
      bench.hear('m-down', note(`n${index}`)),
    ]);

    await Promise.all(work.flat());
    await drain('m-up', 'm-down');

    expect(await bench.row('m-up')).toMatchObject({ faultCount: 0 });
  });
});
