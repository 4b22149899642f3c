import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  ACCEPTED,
  accepted,
  createLedgerBench,
  issued,
  VOIDED,
  type LedgerBench,
} from '../../support/ledger-bench.ts';
import { inTransaction } from '../../../readmodel/pool.ts';
import { until } from '../../support/temporal-until.ts';

const WAITING = `select from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock'`;

let bench: LedgerBench;
beforeAll(async () => {
  bench = await createLedgerBench();
});
afterAll(() => bench.close());
beforeEach(() => {
  bench.nextSource();
});

describe('what vanishes from a ledger', () => {
  it('is a question and never a void: a row, and a date that was emptied', async () => {
    await bench.importRows([issued(), accepted({ 申请编号: 'SP-2' })]);

    const run = await bench.importRows([accepted()]);

    expect(run).toMatchObject({ code: 0, sent: [] });
    expect(await bench.questions()).toMatchObject([
      {
        rowKey: 'SP-1',
        row: 3,
        type: 'permit.certificate.issued.v1',
        field: null,
        said: { certNo: 'SG-1' },
      },
      { rowKey: 'SP-2', subject: 'L-1/SP-2', field: null, file: 'ledger.xlsx' },
    ]);
    expect((await bench.importRows([accepted()])).sent).toEqual([]);
    expect(await bench.questions()).toHaveLength(2);
    expect((await bench.kaigong('ledger questions')).out).toContain('SP-2');
  });

  it('is no question when the file holds only a part, or a row can not be told', async () => {
    await bench.importRows([accepted(), accepted({ 申请编号: 'SP-2' })]);

    await bench.importRows([accepted()], ' --part');
    await bench.importRows([accepted(), accepted({ 申请编号: null })]);

    expect(await bench.questions()).toEqual([]);
  });

  it('is no question any more once it is there again, and is asked anew when it goes again', async () => {
    await bench.importRows([accepted()]);
    await bench.importRows([]);
    const [first] = await bench.questions();

    const back = await bench.importRows([accepted()]);
    expect([back.sent, await bench.questions()]).toEqual([[], []]);
    await bench.importRows([]);

    const [second] = await bench.questions();
    expect(second?.id).not.toBe(first?.id);
  });

  it('stays when a person says so, and is not asked about again', async () => {
    await bench.importRows([accepted()]);
    await bench.importRows([]);
    const [question] = await bench.questions();

    expect((await bench.answer(question?.id, 'kept')).out).toBe(
      `Question ${question?.id ?? ''}: kept`,
    );

    expect((await bench.importRows([])).sent).toEqual([]);
    expect(await bench.questions()).toEqual([]);
    expect((await bench.answer(question?.id, 'wrong')).err).toContain('LEDGER_QUESTION_ANSWERED');
  });

  it('may return while a person answers: the import and the answer wait for each other in one order', async () => {
    await bench.importRows([accepted()]);
    await bench.importRows([]);
    const [question] = await bench.questions();
    const { pool } = bench.api;
    let answering: ReturnType<LedgerBench['answer']> | undefined;

    await inTransaction(pool, async (importing) => {
      await importing.query('select from ledger where source = $1 for update', [bench.source()]);
      answering = bench.answer(question?.id, 'wrong');
      await until(async () => (await pool.query(WAITING)).rowCount === 1);
      await importing.query("update ledger_question set answer = 'returned' where id = $1", [
        question?.id,
      ]);
    });

    expect((await answering)?.err).toContain('LEDGER_QUESTION_ANSWERED');
  });

  it('is voided when a person says that it was wrong; if it comes again it is a new event', async () => {
    const { sent: first } = await bench.importRows([accepted()]);
    await bench.importRows([]);
    const [question] = await bench.questions();
    const before = await bench.lastId();

    await bench.answer(question?.id, 'wrong');

    expect(await bench.eventsAfter(before)).toMatchObject([
      {
        type: VOIDED,
        source: bench.source(),
        data: { voidedEventId: first[0]?.id, reason: 'seen' },
      },
    ]);
    const again = await bench.importRows([accepted()]);
    expect(again.sent).toMatchObject([{ type: ACCEPTED }]);
    expect(again.sent[0]?.id).not.toBe(first[0]?.id);
  });

  it('may be one cell: asked once, and stated anew without it when it was wrong', async () => {
    const { sent: first } = await bench.importRows([accepted()]);
    const emptied = [accepted({ 受理方式: null })];
    expect((await bench.importRows(emptied)).sent).toEqual([]);
    await bench.importRows(emptied);
    const asked = await bench.questions();
    expect(asked).toMatchObject([{ field: 'acceptMode', said: { acceptMode: 'normal' } }]);
    const before = await bench.lastId();

    await bench.answer(asked[0]?.id, 'wrong');

    const [voided, restated] = await bench.eventsAfter(before);
    expect(voided).toMatchObject({ type: VOIDED, data: { voidedEventId: first[0]?.id } });
    expect(restated).toMatchObject({ type: ACCEPTED });
    expect(restated?.data).not.toHaveProperty('acceptMode');
    expect((await bench.importRows(emptied)).sent).toEqual([]);
    expect(await bench.questions()).toEqual([]);
  });

  it('is what a row says of its former project when it moves to another', async () => {
    await bench.importRows([accepted()]);

    const moved = await bench.importRows([accepted({ 项目代码: 'L-2' })]);

    expect(moved.sent).toMatchObject([{ type: ACCEPTED, data: { projectCode: 'L-2' } }]);
    expect(await bench.questions()).toMatchObject([{ subject: 'L-1/SP-1', field: null }]);
  });
});
