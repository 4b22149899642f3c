import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Ledger } from '../../../api/intake-responses.ts';
import { runKaigong } from '../../support/cli.ts';
import {
  ACCEPTED,
  accepted,
  CORRECTED,
  createLedgerBench,
  ISSUED,
  issued,
  PERMIT_MAP,
  type LedgerBench,
} from '../../support/ledger-bench.ts';

let bench: LedgerBench;
beforeAll(async () => {
  bench = await createLedgerBench();
});
afterAll(() => bench.close());
beforeEach(() => {
  bench.nextSource();
});

describe('kaigong event import', () => {
  it('makes an event of each date of a new row, and of a date that is filled in later', async () => {
    const first = await bench.importRows([accepted()]);
    const later = await bench.importRows([issued()]);

    expect(first).toMatchObject({
      code: 0,
      out: '1 new, 0 corrected, 0 unchanged, 0 rows left out, 0 questions',
    });
    expect(first.sent).toMatchObject([
      {
        type: ACCEPTED,
        source: bench.source(),
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
    await bench.importRows([issued()]);

    const again = await bench.importRows([issued()]);
    const rewritten = await bench.importRows([issued({ 发证日期: 45_996, 受理日期: '2025/12/1' })]);

    expect(again.sent).toEqual([]);
    expect(rewritten.sent).toEqual([]);
    expect(rewritten.out).toBe('0 new, 0 corrected, 2 unchanged, 0 rows left out, 0 questions');
  });

  it('makes one correction of the changed cells of an event', async () => {
    const first = await bench.importRows([issued()]);

    const second = await bench.importRows([issued({ 发证日期: '2025.12.08', 证照编号: 'SG-2' })]);

    expect(second.sent).toMatchObject([
      {
        type: CORRECTED,
        data: {
          correctedEventId: first.sent.find(({ type }) => type === ISSUED)?.id,
          changedFields: { occurredAt: '2025-12-08', issuedOn: '2025-12-08', certNo: 'SG-2' },
        },
      },
    ]);
    expect(
      (await bench.importRows([issued({ 发证日期: '2025.12.08', 证照编号: 'SG-2' })])).sent,
    ).toEqual([]);
  });

  it('corrects back, and each correction has an id of its own', async () => {
    await bench.importRows([issued()]);
    const there = await bench.importRows([issued({ 证照编号: 'SG-2' })]);

    const back = await bench.importRows([issued()]);

    expect(back.sent).toMatchObject([
      { type: CORRECTED, data: { changedFields: { certNo: 'SG-1' } } },
    ]);
    expect(back.sent[0]?.id).not.toBe(there.sent[0]?.id);
  });

  it('takes the good rows and names the cells of the others, which do not vanish by it', async () => {
    const good = accepted({ 申请编号: 'SP-2' });
    await bench.importRows([accepted(), good]);

    const run = await bench.importRows([
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
    expect(await bench.questions()).toEqual([]);
  });

  it('compares without sending, asking or keeping anything with --dry-run', async () => {
    await bench.importRows([accepted(), accepted({ 申请编号: 'SP-2' })]);
    const changed = [issued({ 受理日期: '2025.12.02' })];

    const trial = await bench.importRows(changed, ' --dry-run');

    expect(trial.out).toBe(
      'Would send: 1 new, 1 corrected, 0 unchanged, 0 rows left out, 1 questions',
    );
    expect(trial.sent).toEqual([]);
    expect(await bench.questions()).toEqual([]);
    expect((await bench.importRows(changed)).sent).toHaveLength(2);
  });

  it('marks loaded history with --backfill', async () => {
    const { sent } = await bench.importRows([accepted()], ' --backfill');

    expect(sent).toMatchObject([{ backfill: true }]);
  });

  it('keeps ledgers of one source apart by their names', async () => {
    await bench.importRows([accepted()]);
    const map = join(bench.directory, 'other.json');
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

    const run = await bench.kaigong(
      `event import ${bench.ledgerFile([issued()])} --source ${bench.source()} --map ${map}`,
    );

    expect(run.out).toBe('1 new, 0 corrected, 0 unchanged, 0 rows left out, 0 questions');
    const ledgers = JSON.parse((await bench.kaigong('--json ledger list')).out) as Ledger[];
    expect(ledgers.filter((one) => one.source === bench.source())).toMatchObject([
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
    const map = join(bench.directory, 'bad.json');
    const events = [{ type: 'permit.certificate.issued.v1', occurredAt: '发证日期', ...event }];
    const rest = { ledger: 'x', key: ['申请编号'], projectCode: '项目代码' };
    writeFileSync(map, JSON.stringify({ schema: 'kaigong.ledger-map/v1', ...rest, events }));

    const run = await bench.kaigong(
      `event import ${bench.ledgerFile([])} --source ${bench.source()} --map ${map}`,
    );

    expect(run.code).toBe(2);
    expect(run.err).toContain(says);
  });
});

describe('an import that is broken off', () => {
  it('is finished by importing the same file again: nothing is lost, nothing doubled', async () => {
    const rows = Array.from({ length: 1_200 }, (_, nth) => accepted({ 申请编号: `SP-${nth}` }));
    const path = bench.ledgerFile(rows);
    let calls = 0;
    const breaking: typeof fetch = (...args) => {
      calls += 1;
      // The second part of the rows has been taken, but nobody hears of it.
      return fetch(...args).then((answered) => {
        if (calls === 3) throw new Error('connection lost');
        return answered;
      });
    };
    const args = `event import ${path} --source ${bench.source()} --map ${PERMIT_MAP}`;
    const before = await bench.lastId();

    const broken = await runKaigong(args, { apiAddress: bench.apiAddress, fetch: breaking });
    const again = await bench.kaigong(args);

    expect([broken.code, again.code]).toEqual([1, 0]);
    expect(again.out).toBe('200 new, 0 corrected, 1000 unchanged, 0 rows left out, 0 questions');
    const sent = await bench.eventsAfter(before);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1_200);
    expect(sent).toHaveLength(1_200);
  });

  it('keeps neither event nor row when it fails between the two', async () => {
    const { pool } = bench.api;
    await pool.query(`create function broken() returns trigger language plpgsql as
      'begin raise exception ''the disk is full''; end'`);
    await pool.query(`create trigger broken before insert on ledger_statement
      for each row when (new.row_key = 'SP-2') execute function broken()`);
    const rows = [accepted(), accepted({ 申请编号: 'SP-2' })];

    const failed = await bench.importRows(rows);
    await pool.query('drop function broken cascade');
    const again = await bench.importRows(rows);

    expect([failed.code, failed.sent]).toEqual([1, []]);
    expect(again.sent.map(({ id }) => id)).toEqual([
      'permit-window:SP-1:permit.application.accepted.v1:1',
      'permit-window:SP-2:permit.application.accepted.v1:1',
    ]);
  });

  it('can not go on once another has begun', async () => {
    const begin = () =>
      bench.api.post('/ledgers/imports', {
        source: bench.source(),
        ledger: 'permit-window',
        file: 'f',
        actor: 'a',
      });
    const { id } = (await begin()).json<{ id: string }>();
    await begin();

    const answers = await Promise.all([
      bench.api.post(`/ledgers/imports/${id}/rows`, { rows: [] }),
      bench.api.post(`/ledgers/imports/${id}/finish`, { whole: true }),
      bench.api.post('/ledgers/imports/999999/rows', { rows: [] }),
    ]);

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([409, 409, 404]);
  });
});
