import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Ledger, LedgerQuestionItem } from '../../../api/intake-responses.ts';
import type { ProjectDetail } from '../../../api/responses.ts';
import { decode, type EncodedMessage } from '../../../gateway/codec.ts';
import type { CloudEvent } from '../../../schemas/cloud-event.ts';
import { createTestApi, type TestApi } from '../../support/api.ts';
import { runKaigong } from '../../support/cli.ts';
import { permitGrid, xlsxOf, type PermitRow } from '../../support/ledgers.ts';
import { takeInOutbox } from '../../support/outbox-in.ts';

const MAP = fileURLToPath(
  new URL('../../../definitions/ledger-maps/permit-window.json', import.meta.url),
);

let api: TestApi;
let apiAddress: string;
let directory: string;
let source: string;
let tests = 0;
beforeAll(async () => {
  api = await createTestApi();
  apiAddress = await api.app.listen({ host: '127.0.0.1', port: 0 });
  directory = mkdtempSync(join(tmpdir(), 'kaigong-import-'));
});
afterAll(async () => {
  await api.close();
  rmSync(directory, { recursive: true });
});
beforeEach(() => {
  source = `/permit/window-${(tests += 1)}`;
});

const kaigong = (args: string) => runKaigong(args, { apiAddress });

function ledgerFile(rows: readonly PermitRow[], name = 'ledger.xlsx'): string {
  const path = join(directory, name);
  writeFileSync(path, xlsxOf([['办件台账'], ...permitGrid(rows)]));
  return path;
}

interface Imported {
  code: number;
  out: string;
  err: string;
  /** What is new in the outbox, in its order. */
  sent: CloudEvent[];
}

async function importRows(rows: readonly PermitRow[], options = ''): Promise<Imported> {
  return importFile(ledgerFile(rows), options);
}

async function importFile(path: string, options = ''): Promise<Imported> {
  const before = await lastId();
  const run = await kaigong(`event import ${path} --source ${source} --map ${MAP}${options}`);
  return { ...run, sent: await eventsAfter(before) };
}

async function lastId(): Promise<number> {
  const { rows } = await api.pool.query<{ id: number }>(
    'select coalesce(max(id), 0) as id from outbox',
  );
  return rows[0]?.id ?? 0;
}

async function eventsAfter(id: number): Promise<CloudEvent[]> {
  const { rows } = await api.pool.query<EncodedMessage>(
    'select key, value, headers from outbox where id > $1 order by id',
    [id],
  );
  return rows.map((row) => {
    const decoded = decode(row);
    if (!decoded.ok) throw new Error(decoded.detail);
    return decoded.event;
  });
}

const questions = async (): Promise<LedgerQuestionItem[]> => {
  const all = JSON.parse((await kaigong('--json ledger questions')).out) as LedgerQuestionItem[];
  return all.filter((one) => one.source === source);
};

const answer = (id: string | undefined, said: string) =>
  kaigong(`ledger answer ${id ?? ''} --answer ${said} --reason seen --actor 李`);

const accepted = (over: PermitRow = {}): PermitRow => ({
  项目代码: 'L-1',
  项目名称: '示例项目',
  申请编号: 'SP-1',
  事项编码: 'G19',
  受理方式: '正常',
  受理日期: '2025.12.01',
  ...over,
});
const issued = (over: PermitRow = {}): PermitRow =>
  accepted({
    发证日期: '2025年12月5日',
    证照名称: '建筑工程施工许可证',
    证照编号: 'SG-1',
    ...over,
  });

const ACCEPTED = 'cn.zhizaoyuan.permit.application.accepted.v1';
const ISSUED = 'cn.zhizaoyuan.permit.certificate.issued.v1';
const CORRECTED = 'cn.zhizaoyuan.permit.corrected.v1';
const VOIDED = 'cn.zhizaoyuan.permit.voided.v1';

describe('kaigong event import', () => {
  it('makes an event of each date of a new row, and of a date that is filled in later', async () => {
    const first = await importRows([accepted()]);
    const later = await importRows([issued()]);

    expect(first).toMatchObject({
      code: 0,
      out: '1 new, 0 corrected, 0 unchanged, 0 rows left out, 0 questions',
    });
    expect(first.sent).toMatchObject([
      {
        type: ACCEPTED,
        source,
        id: 'permit-window:SP-1:permit.application.accepted.v1:1',
        subject: 'L-1/SP-1',
      },
    ]);
    expect(later.out).toBe('1 new, 0 corrected, 1 unchanged, 0 rows left out, 0 questions');
    expect(later.sent).toMatchObject([
      { type: ISSUED, data: { certNo: 'SG-1', issuedOn: '2025-12-05' } },
    ]);
  });

  it('sends nothing for the same file twice, nor for another way to write the same', async () => {
    await importRows([issued()]);

    const again = await importRows([issued()]);
    const rewritten = await importRows([issued({ 发证日期: 45_996, 受理日期: '2025/12/1' })]);

    expect(again.sent).toEqual([]);
    expect(rewritten.sent).toEqual([]);
    expect(rewritten.out).toBe('0 new, 0 corrected, 2 unchanged, 0 rows left out, 0 questions');
  });

  it('makes one correction of the changed cells of an event', async () => {
    const first = await importRows([issued()]);

    const second = await importRows([issued({ 发证日期: '2025.12.08', 证照编号: 'SG-2' })]);

    expect(second.sent).toMatchObject([
      {
        type: CORRECTED,
        data: {
          correctedEventId: first.sent.find(({ type }) => type === ISSUED)?.id,
          changedFields: { occurredAt: '2025-12-08', issuedOn: '2025-12-08', certNo: 'SG-2' },
        },
      },
    ]);
    expect((await importRows([issued({ 发证日期: '2025.12.08', 证照编号: 'SG-2' })])).sent).toEqual(
      [],
    );
  });

  it('corrects back, and each correction has an id of its own', async () => {
    await importRows([issued()]);
    const there = await importRows([issued({ 证照编号: 'SG-2' })]);

    const back = await importRows([issued()]);

    expect(back.sent).toMatchObject([
      { type: CORRECTED, data: { changedFields: { certNo: 'SG-1' } } },
    ]);
    expect(back.sent[0]?.id).not.toBe(there.sent[0]?.id);
  });

  it('takes the good rows and names the cells of the others, which do not vanish by it', async () => {
    const good = accepted({ 申请编号: 'SP-2' });
    await importRows([accepted(), good]);

    const run = await importRows([
      accepted({ 受理日期: '12月底' }),
      { ...good, 受理日期: '2025.12.02' },
      accepted({ 申请编号: 'SP-3', 受理日期: '2026.01.18' }),
    ]);

    expect(run.code).toBe(1);
    expect(run.sent).toMatchObject([{ type: CORRECTED }]);
    expect(run.err).toContain(
      'ledger.xlsx:H3 受理日期: expected a day such as 2025-10-30, received 12月底',
    );
    expect(run.err).toMatch(/ledger\.xlsx:H5 受理日期: 2026-01-18 is more than a day ahead/);
    expect(run.err).toContain('2 rows were left out');
    expect(await questions()).toEqual([]);
  });

  it('compares without sending, asking or keeping anything with --dry-run', async () => {
    await importRows([accepted(), accepted({ 申请编号: 'SP-2' })]);
    const changed = [issued({ 受理日期: '2025.12.02' })];

    const trial = await importRows(changed, ' --dry-run');

    expect(trial.out).toBe(
      'Would send: 1 new, 1 corrected, 0 unchanged, 0 rows left out, 1 questions',
    );
    expect(trial.sent).toEqual([]);
    expect(await questions()).toEqual([]);
    expect((await importRows(changed)).sent).toHaveLength(2);
  });

  it('marks loaded history with --backfill', async () => {
    const { sent } = await importRows([accepted()], ' --backfill');

    expect(sent).toMatchObject([{ backfill: true }]);
  });

  it('keeps ledgers of one source apart by their names', async () => {
    await importRows([accepted()]);
    const map = join(directory, 'other.json');
    writeFileSync(
      map,
      JSON.stringify({
        schema: 'kaigong.ledger-map/v1',
        ledger: 'decisions',
        key: ['申请编号'],
        projectCode: '项目代码',
        events: [
          {
            type: 'permit.certificate.issued.v1',
            occurredAt: '发证日期',
            fields: {
              itemCode: { column: '事项编码' },
              certType: { value: '建筑工程施工许可证' },
              certNo: { column: '证照编号' },
              issuedOn: { column: '发证日期', as: 'day' },
            },
          },
        ],
      }),
    );

    const run = await kaigong(
      `event import ${ledgerFile([issued()])} --source ${source} --map ${map}`,
    );

    expect(run.out).toBe('1 new, 0 corrected, 0 unchanged, 0 rows left out, 0 questions');
    const ledgers = JSON.parse((await kaigong('--json ledger list')).out) as Ledger[];
    expect(ledgers.filter((one) => one.source === source)).toMatchObject([
      { ledger: 'decisions', statements: 1, lastImport: { file: 'ledger.xlsx', stated: 1 } },
      { ledger: 'permit-window', statements: 1, openQuestions: 0 },
    ]);
  });

  it.each([
    [
      'a field that no event has',
      { fields: { certnumber: { column: '证照编号' } } },
      'has no such field',
    ],
    ['an unknown type', { type: 'permit.nothing.v1' }, 'type'],
  ])('ends with 2 for a map with %s', async (_what, event, says) => {
    const map = join(directory, 'bad.json');
    const events = [{ type: 'permit.certificate.issued.v1', occurredAt: '发证日期', ...event }];
    const rest = { ledger: 'x', key: ['申请编号'], projectCode: '项目代码' };
    writeFileSync(map, JSON.stringify({ schema: 'kaigong.ledger-map/v1', ...rest, events }));

    const run = await kaigong(`event import ${ledgerFile([])} --source ${source} --map ${map}`);

    expect(run.code).toBe(2);
    expect(run.err).toContain(says);
  });
});

describe('what vanishes from a ledger', () => {
  it('is a question and never a void: a row, and a date that was emptied', async () => {
    await importRows([issued(), accepted({ 申请编号: 'SP-2' })]);

    const run = await importRows([accepted()]);

    expect(run).toMatchObject({ code: 0, sent: [] });
    expect(await questions()).toMatchObject([
      {
        rowKey: 'SP-1',
        row: 3,
        type: 'permit.certificate.issued.v1',
        field: null,
        said: { certNo: 'SG-1' },
      },
      { rowKey: 'SP-2', subject: 'L-1/SP-2', field: null, file: 'ledger.xlsx' },
    ]);
    expect((await importRows([accepted()])).sent).toEqual([]);
    expect(await questions()).toHaveLength(2);
    expect((await kaigong('ledger questions')).out).toContain('SP-2');
  });

  it('is no question when the file holds only a part, or a row can not be told', async () => {
    await importRows([accepted(), accepted({ 申请编号: 'SP-2' })]);

    await importRows([accepted()], ' --part');
    await importRows([accepted(), accepted({ 申请编号: null })]);

    expect(await questions()).toEqual([]);
  });

  it('is no question any more once it is there again, and is asked anew when it goes again', async () => {
    await importRows([accepted()]);
    await importRows([]);
    const [first] = await questions();

    const back = await importRows([accepted()]);
    expect([back.sent, await questions()]).toEqual([[], []]);
    await importRows([]);

    const [second] = await questions();
    expect(second?.id).not.toBe(first?.id);
  });

  it('stays when a person says so, and is not asked about again', async () => {
    await importRows([accepted()]);
    await importRows([]);
    const [question] = await questions();

    expect((await answer(question?.id, 'kept')).out).toBe(`Question ${question?.id ?? ''}: kept`);

    expect((await importRows([])).sent).toEqual([]);
    expect(await questions()).toEqual([]);
    expect((await answer(question?.id, 'wrong')).err).toContain('LEDGER_QUESTION_ANSWERED');
  });

  it('is voided when a person says that it was wrong; if it comes again it is a new event', async () => {
    const { sent: first } = await importRows([accepted()]);
    await importRows([]);
    const [question] = await questions();
    const before = await lastId();

    await answer(question?.id, 'wrong');

    expect(await eventsAfter(before)).toMatchObject([
      { type: VOIDED, source, data: { voidedEventId: first[0]?.id, reason: 'seen' } },
    ]);
    const again = await importRows([accepted()]);
    expect(again.sent).toMatchObject([{ type: ACCEPTED }]);
    expect(again.sent[0]?.id).not.toBe(first[0]?.id);
  });

  it('may be one cell: asked once, and stated anew without it when it was wrong', async () => {
    const { sent: first } = await importRows([accepted()]);
    const emptied = [accepted({ 受理方式: null })];
    expect((await importRows(emptied)).sent).toEqual([]);
    await importRows(emptied);
    const asked = await questions();
    expect(asked).toMatchObject([{ field: 'acceptMode', said: { acceptMode: 'normal' } }]);
    const before = await lastId();

    await answer(asked[0]?.id, 'wrong');

    const [voided, restated] = await eventsAfter(before);
    expect(voided).toMatchObject({ type: VOIDED, data: { voidedEventId: first[0]?.id } });
    expect(restated).toMatchObject({ type: ACCEPTED });
    expect(restated?.data).not.toHaveProperty('acceptMode');
    expect((await importRows(emptied)).sent).toEqual([]);
    expect(await questions()).toEqual([]);
  });

  it('is what a row says of its former project when it moves to another', async () => {
    await importRows([accepted()]);

    const moved = await importRows([accepted({ 项目代码: 'L-2' })]);

    expect(moved.sent).toMatchObject([{ type: ACCEPTED, data: { projectCode: 'L-2' } }]);
    expect(await questions()).toMatchObject([{ subject: 'L-1/SP-1', field: null }]);
  });
});

describe('an import that is broken off', () => {
  it('is finished by importing the same file again: nothing is lost, nothing doubled', async () => {
    const rows = Array.from({ length: 1_200 }, (_, nth) => accepted({ 申请编号: `SP-${nth}` }));
    const path = ledgerFile(rows);
    let calls = 0;
    const breaking: typeof fetch = (...args) => {
      calls += 1;
      // The second part of the rows has been taken, but nobody hears of it.
      return fetch(...args).then((answered) => {
        if (calls === 3) throw new Error('connection lost');
        return answered;
      });
    };
    const args = `event import ${path} --source ${source} --map ${MAP}`;
    const before = await lastId();

    const broken = await runKaigong(args, { apiAddress, fetch: breaking });
    const again = await kaigong(args);

    expect([broken.code, again.code]).toEqual([1, 0]);
    expect(again.out).toBe('200 new, 0 corrected, 1000 unchanged, 0 rows left out, 0 questions');
    const sent = await eventsAfter(before);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1_200);
    expect(sent).toHaveLength(1_200);
  });

  it('can not go on once another has begun', async () => {
    const begin = () =>
      api.post('/ledgers/imports', { source, ledger: 'permit-window', file: 'f', actor: 'a' });
    const { id } = (await begin()).json<{ id: string }>();
    await begin();

    const answers = await Promise.all([
      api.post(`/ledgers/imports/${id}/rows`, { rows: [] }),
      api.post(`/ledgers/imports/${id}/finish`, { whole: true }),
      api.post('/ledgers/imports/999999/rows', { rows: [] }),
    ]);

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([409, 409, 404]);
  });
});

describe('a project', () => {
  it('follows its ledger: a date moves a milestone, a corrected cell moves it again', async () => {
    await api.register({ code: 'L-9' });
    const actual = async () => {
      await takeInOutbox(api);
      const { assessment } = (await api.get('/projects/L-9')).json<ProjectDetail>();
      return assessment.milestones.find(({ code }) => code === 'constructionPermit')?.actual;
    };
    expect(await actual()).toBeUndefined();

    await importRows([issued({ 项目代码: 'L-9' })]);
    expect(await actual()).toBe('2025-12-05');
    await importRows([issued({ 项目代码: 'L-9', 发证日期: '2025.12.09' })]);
    expect(await actual()).toBe('2025-12-09');
    await importRows([]);
    expect(await actual()).toBe('2025-12-09');
  });
});
