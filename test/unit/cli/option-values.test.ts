import { describe, expect, it } from '@jest/globals';
import {
  countValue,
  dayValue,
  momentValue,
  stretchValue,
  traitValue,
} from '../../../cli/option-values.ts';

describe('option values', () => {
  it.each(['2026-02-30', '2026-1-5', '15.01.2026', '2026-01-15T09:00', ''])(
    'names the expected form of a day instead of taking %j',
    (text) => {
      expect(() => dayValue(text)).toThrow('expected a day like 2026-01-15');
    },
  );

  it('takes a leap day as it is', () => {
    expect(dayValue('2028-02-29')).toBe('2028-02-29');
  });

  it.each([
    ['2026-01-15', '2026-01-15'],
    ['2026-01-15T09:00:00+08:00', '2026-01-15T01:00:00.000Z'],
    ['2026-01-15T09:00', '2026-01-15T01:00:00.000Z'],
  ])('reads the moment %s as %s', (text, moment) => {
    expect(momentValue(text)).toBe(moment);
  });

  it('refuses a moment that does not exist', () => {
    expect(() => momentValue('2026-13-01')).toThrow('expected 2026-01-15 or');
  });

  it.each(['-1', '1.5', 'five', ''])('takes no count from %j', (text) => {
    expect(() => countValue(text)).toThrow('whole number');
  });

  it('collects traits as words, numbers and yes or no', () => {
    const said = ['eiaClass=report_form', 'annualPowerGwh=4.5', 'needsGas=false'];

    expect(said.reduce((before, text) => traitValue(text, before), {})).toEqual({
      eiaClass: 'report_form',
      annualPowerGwh: 4.5,
      needsGas: false,
    });
  });

  it.each(['needsGas', '=true', 'needsGas='])('takes no trait from %j', (text) => {
    expect(() => traitValue(text)).toThrow('expected a trait like needsGas=true');
  });

  it('takes a stretch of days with both ends', () => {
    expect(stretchValue('2026-03-02/2026-03-10')).toEqual({ from: '2026-03-02', to: '2026-03-10' });
  });

  it.each(['2026-03-10/2026-03-02', '2026-03-02', '2026-03-02/2026-03-10/2026-03-11'])(
    'takes no stretch from %s',
    (text) => {
      expect(() => stretchValue(text)).toThrow('two days in order');
    },
  );
});
