import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lookAtAnswered, lookAtRows } from '../../../settlement/workbook/look-at-rows.ts';
import type { LookDeps } from '../../../settlement/workbook/plan-rows.ts';
import type { StagedRow } from '../../../settlement/workbook/staged-row.ts';
import { createTestApi, type TestApi } from '../../support/api.ts';
import { fc } from '../../support/property.ts';
import { cells } from '../../support/sheets.ts';

let api: TestApi;
let deps: LookDeps;

beforeAll(async () => {
  api = await createTestApi();
  await api.register({ code: 'ZZY-001', name: '云帆激光装备产业园' });
  await api.register({ code: 'ZZY-002', name: '星河智能家电一期' });
  deps = {
    ...{ client: api.pool, rules: api.deps.rules, now: '2026-01-15T01:00:00.000Z' },
    sees: () => true,
  };
});

afterAll(() => api.close());

const COLUMNS = {
  headings: ['编码', '项目名称', '签约', '投产'],
  fields: ['code', 'name', 'planned:signed', 'forecast:production'],
  year: 2026,
};
const NOTHING = { isNew: false, revision: 0, faults: [], guesses: [], notes: [], acts: [] };

function aRow(number: number, ...said: (string | null)[]): StagedRow {
  return {
    ...{ number, cells: cells(...said), answers: {}, state: 'ready', projectCode: null },
    ...{ name: null, found: NOTHING, outcome: null },
  };
}

interface Answer {
  /** Of the row, from 0. */
  at: number;
  answers?: Record<string, string>;
  /** Takes the code that is proposed to the row at this place. */
  codeOf?: number;
  state?: 'skipped' | 'ready';
}

function answered(rows: readonly StagedRow[], { at, answers, codeOf, state }: Answer): StagedRow[] {
  const code = rows[codeOf ?? -1]?.found.guesses.find(({ field }) => field === 'code')?.value;
  return rows.map((row, nth) => {
    if (nth !== at) return row;
    const all = { ...row.answers, ...answers, ...(code !== undefined && { code }) };
    return { ...row, answers: all, state: state ?? row.state };
  });
}

const over = (rows: readonly StagedRow[], looked: readonly StagedRow[]): StagedRow[] =>
  rows.map((row) => looked.find(({ number }) => number === row.number) ?? row);

const wholeLook = async (rows: readonly StagedRow[]) =>
  over(rows, await lookAtRows(deps, COLUMNS, rows));

async function narrowLook(rows: readonly StagedRow[], was: StagedRow) {
  return lookAtAnswered(deps, COLUMNS, { all: rows, was });
}

const maybe = (...values: string[]) => fc.constantFrom(null, ...values);
const code = maybe('ZZY-001', 'ZZY-002', 'ZZY-004', 'ZZY-009', '编码？');
const name = maybe('云帆激光装备产业园', '云帆激光装备', '星河智能家电一期', '湖畔光学', '远山');
const day = maybe('2026-01-05', '10月底', '待定');
const someRows = fc.array(fc.tuple(code, name, day, day), { minLength: 2, maxLength: 5 });
const place = fc.nat({ max: 4 });
const text = (value: fc.Arbitrary<string | null>) => value.map((one) => one ?? '');
const anAnswer: fc.Arbitrary<Answer> = fc.oneof(
  fc.record({ at: place, answers: fc.record({ code: text(code) }) }),
  fc.record({ at: place, answers: fc.record({ name: text(name) }) }),
  fc.record({ at: place, answers: fc.record({ 'planned:signed': text(day) }) }),
  fc.record({ at: place, codeOf: place }),
  fc.record({ at: place, state: fc.constantFrom('skipped' as const, 'ready' as const) }),
);

describe('the look at what an answer can change', () => {
  it('leaves all rows as the look at all of them does, whatever is answered one after the other', async () => {
    await fc.assert(
      fc.asyncProperty(
        someRows,
        fc.array(anAnswer, { minLength: 1, maxLength: 8 }),
        async (said, answers) => {
          let rows = await wholeLook(said.map((row, at) => aRow(at + 3, ...row)));
          for (const answer of answers) {
            const was = rows[answer.at];
            if (!was) continue;
            const next = answered(rows, answer);
            rows = over(next, await narrowLook(next, was));

            expect(rows).toEqual(await wholeLook(next));
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it.each([
    ['its own day', { at: 2, answers: { 'planned:signed': '2026-02-01' } }, [5]],
    ['the code of a registered project', { at: 2, answers: { code: 'ZZY-001' } }, [3, 4, 5]],
    ['the code that is proposed to it', { at: 2, codeOf: 2 }, [5]],
    ['the code that is proposed to another', { at: 2, codeOf: 3 }, [5, 6]],
    ['that it is left out, as the first of two', { at: 0, state: 'skipped' as const }, [4]],
  ])('with %s looks at these rows alone', async (_what, answer: Answer, looked) => {
    const rows = await wholeLook([
      aRow(3, 'ZZY-001', null, null, '2027-03-01'),
      aRow(4, null, '云帆激光装备产业园', null, '2027-03-02'),
      aRow(5, null, '湖畔光学', '2026-01-05', null),
      aRow(6, null, '远山', '2026-01-05', null),
      aRow(7, 'ZZY-002', null, null, '2027-03-01'),
    ]);
    const was = rows[answer.at];
    const narrow = was && (await narrowLook(answered(rows, answer), was));

    expect(narrow?.map(({ number }) => number).sort()).toEqual(looked);
  });

  it('keeps the codes that are proposed to others when one is taken', async () => {
    const rows = await wholeLook([aRow(3, null, '湖畔光学'), aRow(40, null, '远山')]);
    const codes = (staged: readonly StagedRow[]) => staged.map(({ projectCode }) => projectCode);
    expect(codes(rows)).toEqual(['ZZY-005', 'ZZY-042']);

    expect(codes(await wholeLook(answered(rows, { at: 1, codeOf: 1 })))).toEqual(codes(rows));
    const taken = await wholeLook(answered(rows, { at: 0, codeOf: 1 }));
    expect(codes(taken)).toEqual(['ZZY-042', 'ZZY-082']);
    const back = answered(taken, { at: 0, answers: { code: '' } });
    const [was] = taken;
    expect(was && codes(over(back, await narrowLook(back, was)))).toEqual(codes(rows));
  });

  it('takes the second row about a project once the first is left out', async () => {
    const rows = await wholeLook([
      aRow(3, 'ZZY-001', null, null, '2027-03-01'),
      aRow(4, 'ZZY-001', null, null, '2027-03-02'),
    ]);
    const states = (staged: readonly StagedRow[]) => staged.map(({ state }) => state);
    expect(states(rows)).toEqual(['ready', 'error']);

    const next = answered(rows, { at: 0, state: 'skipped' });
    expect(states(await wholeLook(next))).toEqual(['skipped', 'ready']);
  });
});

describe('a row about a project that its reader does not see', () => {
  it('is taken for one of a new project, and says nothing of what is registered', async () => {
    const columns = { headings: ['编码', '投资主体'], fields: ['code', 'investor'], year: 2026 };
    const look = (sees: () => boolean) =>
      lookAtRows({ ...deps, sees }, columns, [aRow(2, 'ZZY-001', '他人')]);

    expect(JSON.stringify(await look(() => true))).toContain('示例企业');
    const unseen = await look(() => false);
    expect(unseen).toMatchObject([{ projectCode: 'ZZY-001', found: { isNew: true } }]);
    expect(JSON.stringify(unseen)).not.toContain('示例企业');
  });
});
