import { describe, expect, it } from '@jest/globals';
import { rowHeight } from '../../../api/reports/row-height.ts';

describe('the height of a row', () => {
  it.each([
    [[], 18],
    [[{ text: '', width: 10 }], 18],
    [[{ text: 'ten digits', width: 11 }], 18],
    [[{ text: 'ten digits', width: 10 }], 30],
    [[{ text: '年度计划投资（亿元）', width: 12 }], 30],
    [[{ text: '1. 开工\n2. 送电\n3. 投产', width: 40 }], 45],
    [
      [
        { text: '甲', width: 40 },
        { text: '项目的存在问题很长，要写好几行', width: 12 },
      ],
      45,
    ],
    [[{ text: '长'.repeat(2_000), width: 40 }], 409],
  ])('of %j is that of its longest text: %i points', (texts, points) => {
    expect(rowHeight(texts)).toBe(points);
  });
});
