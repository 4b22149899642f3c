import { describe, expect, it } from '@jest/globals';
import { guessDay } from '../../../../schemas/workbook/guess-day.ts';

describe('an inexact date', () => {
  it.each([
    ['10月底', '2026-10-31', 'endOfMonth'],
    ['10 月末前', '2026-10-31', 'endOfMonth'],
    ['预计2月', '2026-02-28', 'endOfMonth'],
    ['2028年2月', '2028-02-29', 'endOfMonth'],
    ['2025.9', '2025-09-30', 'endOfMonth'],
    ['明年3月底', '2027-03-31', 'endOfMonth'],
    ['10月中旬', '2026-10-20', 'endOfTenDays'],
    ['10月上旬', '2026-10-10', 'endOfTenDays'],
    ['10月下旬', '2026-10-31', 'endOfMonth'],
    ['一季度末', '2026-03-31', 'endOfQuarter'],
    ['2025年第四季度', '2025-12-31', 'endOfQuarter'],
    ['Q2', '2026-06-30', 'endOfQuarter'],
    ['上半年', '2026-06-30', 'endOfHalf'],
    ['下半年完成', '2026-12-31', 'endOfHalf'],
    ['年底', '2026-12-31', 'endOfYear'],
    ['2027年', '2027-12-31', 'endOfYear'],
    ['25年底', '2025-12-31', 'endOfYear'],
    ['10月30日', '2026-10-30', 'noYear'],
    ['10.30', '2026-10-30', 'noYear'],
    ['１０月３０号前', '2026-10-30', 'noYear'],
  ])('%s in 2026 is taken for %s', (written, day, because) => {
    expect(guessDay(written, 2026)).toEqual({ day, because });
  });

  it.each(['待定', '尽快', '2月30日', '13月底', '五季度', '', '3', '签约后三个月'])(
    '%s names no stretch of time that ends',
    (written) => {
      expect(guessDay(written, 2026)).toBeUndefined();
    },
  );
});
