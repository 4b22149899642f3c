import { describe, expect, it } from '@jest/globals';
import { readLedgerMoment, serialToMoment } from '../../../schemas/ledger-moment.ts';

describe('readLedgerMoment', () => {
  it.each([
    ['2025.10.30', '2025-10-30'],
    ['2025/1/5', '2025-01-05'],
    ['2025-10-30', '2025-10-30'],
    ['2025年10月30日', '2025-10-30'],
    ['２０２５．１０．３０', '2025-10-30'],
    ['20251030', '2025-10-30'],
    ['45960', '2025-10-30'],
    [' 2025.10.30 ', '2025-10-30'],
    ['2025/10/30 9:05', '2025-10-30 09:05:00'],
    ['2025年10月30日 下午4:40:30', '2025-10-30 16:40:30'],
    ['2025-10-30 16:40:00', '2025-10-30 16:40:00'],
    ['2025-10-30T16:40:00+08:00', '2025-10-30T16:40:00+08:00'],
  ])('reads %s as %s', (written, moment) => {
    expect(readLedgerMoment(written)).toBe(moment);
  });

  it.each([
    '10月底',
    '一季度末',
    '2025年10月',
    '2025.10',
    '10.30',
    '25.10.30',
    '30/10/2025',
    '2025.2.30',
    '2025.13.1',
    '1900-01-01',
    '待定',
    '2025.10.30前',
    '2025.10.30-11.5',
  ])('never guesses a day for %s', (written) => {
    expect(readLedgerMoment(written)).toBeUndefined();
  });
});

describe('serialToMoment', () => {
  it.each([
    [45_960, '2025-10-30'],
    [45_960.5, '2025-10-30 12:00:00'],
    [45_960.999_988_425_9, '2025-10-30 23:59:59'],
    [20_251_030, '2025-10-30'],
    [33_604, '1992-01-01'],
  ])('reads %d as %s', (serial, moment) => {
    expect(serialToMoment(serial)).toBe(moment);
  });

  it.each([0, 1, 2025, 33_603, 73_050, 99_999_999, Number.NaN])(
    'takes %d for no date',
    (serial) => {
      expect(serialToMoment(serial)).toBeUndefined();
    },
  );
});
