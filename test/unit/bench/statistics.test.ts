import { describe, expect, it } from '@jest/globals';
import { quantile, spreadOf } from '../../../bench/statistics.ts';

describe('the middle of measurements', () => {
  it.each([
    { values: [7], share: 0.99, expected: 7 },
    { values: [3, 1, 2], share: 0.5, expected: 2 },
    { values: [1, 2, 3, 4], share: 0.5, expected: 2.5 },
    { values: [10, 9, 100], share: 0.5, expected: 10 },
    { values: [0, 100], share: 0.99, expected: 99 },
  ])('of $values at $share is $expected', ({ values, share, expected }) => {
    expect(quantile(values, share)).toBe(expected);
  });

  it('is told with the ends, whatever the order', () => {
    expect(spreadOf([5, 1, 9])).toEqual({ median: 5, least: 1, most: 9 });
  });

  it('is refused where nothing was measured', () => {
    expect(() => quantile([], 0.5)).toThrow('No values to rank');
  });
});
