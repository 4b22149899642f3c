import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type {
  WorkbookImportConfirmed,
  WorkbookImportDetail,
} from '../../../api/workbook-responses.ts';
import { SubjectFaulted } from '../../../settlement/errors.ts';
import { ROWS_AT_ONCE } from '../../../settlement/workbook/confirm-import.ts';
import { by, createTestApi, PLAN, type TestApi } from '../../support/api.ts';
import { xlsxOf } from '../../support/sheets.ts';
import { uploadList } from '../../support/upload-list.ts';

const opened: TestApi[] = [];
let api: TestApi;

let unbroken: { answer: WorkbookImportConfirmed | undefined; left: object };

beforeAll(async () => {
  const park = await openPark();
  const answers = await askToTheEnd(park, await stage(park));
  unbroken = { answer: answers.at(-1), left: await left(park) };
});

beforeEach(async () => {
  api = await openPark();
});

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function openPark(): Promise<TestApi> {
  const park = await createTestApi();
  opened.push(park);
  await park.register({ code: 'ZZY-001', name: '云帆激光装备产业园', milestones: PLAN });
  return park;
}

const WRITTEN = ROWS_AT_ONCE + 10;

/** A list with so many rows to write, the first about a registered project; one row has a fault, and one a guess. */
const aList = () =>
  xlsxOf([
    ['编码', '项目名称', '投资主体', '建设性质', '签约计划', '投产预计', '责任单位'],
    ['ZZY-001', '', '', '', '2025-10-01', '2027-03-01', '综合处'],
    ...Array.from({ length: WRITTEN - 1 }, (_, at) => [
      ...[`ZZY-${at + 101}`, `远山${at}号`, '远山', 'greenfield', '2026-03-05', '', '综合处'],
    ]),
    ['ZZY-900', '近水泵业', '近水', 'greenfield', '待定', '', ''],
    ['ZZY-901', '近水电机', '近水', 'greenfield', '10月底', '', ''],
  ]);

const STAGED = { ready: WRITTEN, guess: 1, error: 1 };
const LAST = WRITTEN + 1;

async function stage(park: TestApi): Promise<string> {
  const staged = (await uploadList(park, await aList())).json<WorkbookImportDetail>();
  expect(staged.rows).toMatchObject(STAGED);
  return `/imports/${staged.id}`;
}

type Over = Partial<ReturnType<typeof by>>;

const ask = (park: TestApi, path: string, over: Over = {}) =>
  park.post(`${path}/confirm`, { ...by('administrator'), ...over });

/** Asks until nothing waits, and gives each answer. */
async function askToTheEnd(
  park: TestApi,
  path: string,
  over?: Over,
): Promise<WorkbookImportConfirmed[]> {
  const answers: WorkbookImportConfirmed[] = [];
  do {
    const answer = await ask(park, path, over);
    expect(answer.statusCode).toBe(200);
    answers.push(answer.json());
  } while (answers.at(-1)?.rows.queued !== 0);
  return answers;
}

/** Lets so many settles of a park end, and then breaks off as often as it is called. */
function breakAfter(park: TestApi, settles: number): () => void {
  const { settler } = park.deps;
  let left = settles;
  park.deps.settler = {
    settle: async (...args) => {
      const decision = await settler.settle(...args);
      left -= 1;
      // Committed, and nobody hears of it.
      if (left < 0) throw new Error('broken off');
      return decision;
    },
  };
  return () => {
    park.deps.settler = settler;
  };
}

/** All that a confirmation leaves, without the times. */
async function left(park: TestApi) {
  const { rows: commands } = await park.pool.query(
    `select subject, type, fact_id, body -> 'data' as data from fact
     where type like 'command.%' order by subject, fact_id`,
  );
  const { rows } = await park.pool.query(
    'select number, state, project_code, outcome, found from workbook_row order by number',
  );
  const { rows: fields } = await park.pool.query(
    'select project_code, field, value from report_field order by 1, 2',
  );
  return { commands, rows, fields };
}

describe('confirming a long list', () => {
  it('writes some rows a request, says how many wait, and keeps that for whoever opens it again', async () => {
    const path = await stage(api);

    const first = (await ask(api, path)).json<WorkbookImportConfirmed>();
    expect(first).toMatchObject({ registered: ROWS_AT_ONCE - 1, changed: 1, refused: 0 });
    expect(first.rows).toMatchObject({ done: ROWS_AT_ONCE, queued: WRITTEN - ROWS_AT_ONCE });
    const { registered, changed, rows } = first;
    expect((await api.get(path)).json()).toMatchObject({
      ...{ registered, changed, rows, confirmedAt: null },
    });

    const answers = await askToTheEnd(api, path);
    expect(answers.map(({ rows: { queued } }) => queued)).toEqual([0]);
    expect(answers.at(-1)).toMatchObject({ registered: WRITTEN - 1, changed: 1, refused: 0 });
    expect(answers.at(-1)?.rows).toMatchObject({ done: WRITTEN, guess: 1, error: 1 });
    const { confirmedAt } = (await api.get(path)).json<WorkbookImportDetail>();
    expect(confirmedAt).not.toBeNull();
  });

  it.each([
    ['before its first row was noted', 0],
    ['between two requests', ROWS_AT_ONCE + 1],
    ['within its second request', ROWS_AT_ONCE + 4],
  ])('broken off %s goes on where it was, and leaves what an unbroken one does', async (_, nth) => {
    const path = await stage(api);
    const mend = breakAfter(api, nth);
    let last = 200;
    while (last === 200) last = (await ask(api, path)).statusCode;
    expect(last).toBe(500);
    mend();

    const answers = await askToTheEnd(api, path);

    expect(answers.at(-1)).toEqual(unbroken.answer);
    expect(await left(api)).toEqual(unbroken.left);
  });

  it('gone on with by another person counts what was done in the name of the first', async () => {
    const path = await stage(api);
    const mend = breakAfter(api, 3);
    expect((await ask(api, path)).statusCode).toBe(500);
    mend();

    const other = { ...by('administrator', 'admin-2'), reason: '接着写' };
    const answers = await askToTheEnd(api, path, other);

    expect(answers.at(-1)).toMatchObject({ registered: WRITTEN - 1, changed: 1, refused: 0 });
    const { rows } = await api.pool.query<{ by: string; reason: string }>(
      `select body #>> '{data,actor,id}' as by, body #>> '{data,reason}' as reason, count(*)::int
       from fact where fact_id like 'import/%' group by 1, 2 order by 1`,
    );
    // The reason is that of the confirmation, whoever goes on with it.
    expect(rows).toEqual([
      { by: 'admin-2', reason: '按需', count: expect.any(Number) },
      { by: 'administrator', reason: '按需', count: 4 },
    ]);
  });

  it('asked twice at the same time writes each row once', async () => {
    const path = await stage(api);
    await Promise.all([askToTheEnd(api, path), askToTheEnd(api, path)]);

    expect(await left(api)).toEqual(unbroken.left);
  });

  it('lets nobody change what is confirmed and not written yet', async () => {
    const path = await stage(api);
    await ask(api, path);
    const answer = { actor: 'admin-1', answers: { 'planned:signed': '2026-04-01' } };

    expect((await api.post(`${path}/rows/${LAST}`, answer)).json()).toMatchObject({
      ...{ status: 409, code: 'IMPORT_CONFIRMED' },
    });
    const columns = { actor: 'admin-1', columns: { 项目名称: 'name' } };
    expect((await api.post(`${path}/columns`, columns)).statusCode).toBe(409);
    // A row that was not ready is corrected meanwhile, and waits for a confirmation of its own.
    const corrected = await api.post(`${path}/rows/${LAST + 1}`, answer);
    expect(corrected.json()).toMatchObject({ items: [{ state: 'ready' }] });
    const answers = await askToTheEnd(api, path);
    expect(answers.at(-1)?.rows).toMatchObject({ done: WRITTEN, ready: 1 });
  });

  it('refuses the row of a project that can not be settled, and writes those behind it', async () => {
    const { settler } = api.deps;
    api.deps.settler = {
      settle: (subject, request) =>
        subject === 'project/ZZY-105'
          ? Promise.reject(new SubjectFaulted(subject, new Error('its facts contradict')))
          : settler.settle(subject, request),
    };
    const path = await stage(api);
    const answers = await askToTheEnd(api, path);

    expect(answers.at(-1)).toMatchObject({ registered: WRITTEN - 2, changed: 1, refused: 1 });
    const { items } = (await api.get(`${path}?state=refused`)).json<WorkbookImportDetail>();
    expect(items).toMatchObject([{ project: 'ZZY-105', outcome: [{ code: 'SUBJECT_FAULTED' }] }]);
  });
});
