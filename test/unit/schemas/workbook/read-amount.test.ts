import { describe, expect, it } from '@jest/globals';
import { readAmount } from '../../../../schemas/workbook/read-amount.ts';
import { cells } from '../../../support/sheets.ts';

describe('a figure with its unit', () => {
  it.each([
    [3.5, '总投资（亿元）', 'money', 35_000],
    [35000, '总投资(万元)', 'money', 35_000],
    ['3.5亿元', '总投资(万元)', 'money', 35_000],
    ['35,000 万元', '总投资', 'money', 35_000],
    ['约1.2亿', '总投资', 'money', 12_000],
    [120, '占地(亩)', 'area', 80_000],
    ['320亩', '占地', 'area', 213_333.3333],
    ['6万方', '建筑面积', 'area', 60_000],
    ['1,500㎡', '建筑面积', 'area', 1500],
    [0, '总投资(亿元)', 'money', 0],
  ] as const)('%s under %s (%s) is %d', (written, heading, measure, value) => {
    const [cell] = cells(written);
    expect(cell && readAmount(cell, heading, measure)).toEqual({ ok: true, value });
  });

  it('without any unit is a guess', () => {
    const [cell] = cells(32);
    expect(cell && readAmount(cell, '总投资', 'money')).toEqual({
      ok: true,
      value: 320_000,
      guessed: true,
    });
  });

  it.each(['三亿', '3.5亿美元', '12-15亿元', '¥'])('%s is no figure', (written) => {
    const [cell] = cells(written);
    expect(cell && readAmount(cell, '总投资(亿元)', 'money')).toMatchObject({ ok: false });
  });
});
