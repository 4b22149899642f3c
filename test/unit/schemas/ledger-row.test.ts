import { describe, expect, it } from '@jest/globals';
import type { Cell } from '../../../schemas/ledger-cell.ts';
import { readLedgerRow } from '../../../schemas/ledger-row.ts';
import { permitMap } from '../../support/ledgers.ts';

const WHOLE: Record<string, Cell> = {
  申请编号: text('SP-1'),
  项目代码: text('ZZY-1'),
  项目名称: text('示例项目'),
  事项编码: text('G19'),
  受理方式: text('容缺'),
  承诺时限: { kind: 'number', value: 2 },
  受理日期: text('2025.10.30'),
};
const ISSUED: Record<string, Cell> = {
  办结日期: { kind: 'moment', moment: '2025-11-03 16:40:00' },
  办理结果: text('准予'),
  发证日期: { kind: 'number', value: 45_965 },
  证照名称: text('建筑工程施工许可证'),
  证照编号: text('SG-1'),
};

function text(value: string): Cell {
  return { kind: 'text', text: value };
}

function read(over: Record<string, Cell | undefined> = {}) {
  const cells: Record<string, Cell | undefined> = { ...WHOLE, ...over };
  return readLedgerRow(permitMap(), (column) => cells[column]);
}

const faultsOf = (over: Record<string, Cell | undefined>) => {
  const row = read(over);
  return row.ok ? [] : row.faults;
};

describe('a row of a ledger', () => {
  it('states only what has a date', () => {
    const row = read();

    expect(row).toEqual({
      ok: true,
      key: 'SP-1',
      statements: [
        {
          slot: 'permit.application.accepted.v1',
          type: 'permit.application.accepted.v1',
          projectCode: 'ZZY-1',
          said: {
            occurredAt: '2025-10-30',
            applicationNo: 'SP-1',
            projectName: '示例项目',
            itemCode: 'G19',
            acceptMode: 'deficient',
            promisedDays: 2,
          },
        },
      ],
    });
  });

  it('states one event for each date, however the date is written', () => {
    const row = read(ISSUED);

    expect(row.ok && row.statements.map(({ said }) => said['occurredAt'])).toEqual([
      '2025-10-30',
      '2025-11-03 16:40:00',
      '2025-11-04',
    ]);
    expect(row.ok && row.statements[2]?.said['issuedOn']).toBe('2025-11-04');
  });

  it.each([
    { over: { 受理日期: text('10月底') }, column: '受理日期', says: 'expected a day such as' },
    {
      over: { 受理方式: text('绿色通道') },
      column: '受理方式',
      says: 'one of 正常, 容缺, 告知承诺',
    },
    { over: { 承诺时限: text('两天') }, column: '承诺时限', says: 'expected a number' },
    { over: { ...ISSUED, 证照编号: undefined }, column: '证照编号', says: 'received nothing' },
    { over: { 项目代码: text('无 代码') }, column: '项目代码', says: 'without blanks' },
    { over: { 项目代码: undefined }, column: '项目代码', says: 'expected a value' },
    { over: { 项目名称: text('=HYPERLINK("x")') }, column: '项目名称', says: 'like a formula' },
    { over: { 项目名称: text('＝1+1') }, column: '项目名称', says: 'like a formula' },
    { over: { 项目名称: text('@SUM(A1)') }, column: '项目名称', says: 'like a formula' },
    { over: { 项目名称: text("-1+cmd|' /C calc'!A0") }, column: '项目名称', says: 'formula' },
    { over: { 申请编号: { kind: 'number', value: 1e16 } }, column: '申请编号', says: '15 digits' },
    {
      over: { 受理日期: { kind: 'unreadable', why: 'holds the error #N/A' } },
      column: '受理日期',
      says: '#N/A',
    },
  ] satisfies { over: Record<string, Cell | undefined>; column: string; says: string }[])(
    'is refused with its column for $says',
    ({ over, column, says }) => {
      const faults = faultsOf(over);

      expect(faults).toHaveLength(1);
      expect(faults[0]).toMatchObject({ column, message: expect.stringContaining(says) });
    },
  );

  it('tells its key though it can not be read otherwise, so that it has not vanished', () => {
    expect(read({ 受理日期: text('10月底') })).toMatchObject({ ok: false, key: 'SP-1' });
    expect(read({ 申请编号: undefined })).not.toHaveProperty('key');
  });

  it.each(['+8613800000000', '-5', '- 待补材料'])('takes %s for plain text', (name) => {
    expect(read({ 项目名称: text(name) }).ok).toBe(true);
  });
});
