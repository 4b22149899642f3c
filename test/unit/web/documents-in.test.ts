import { describe, expect, it } from '@jest/globals';
import { documentsIn } from '../../../web/pages/work/documents-in.ts';

describe('documentsIn', () => {
  it('takes a document a line with its own reason, else with the common one', () => {
    expect(documentsIn('总平面图：退界不足\n\n 日照分析 \nEIA: no map', '不符合规划条件')).toEqual([
      { name: '总平面图', reason: '退界不足' },
      { name: '日照分析', reason: '不符合规划条件' },
      { name: 'EIA', reason: 'no map' },
    ]);
  });

  it('takes nothing from lines without a name', () => {
    expect(documentsIn('：原因\n', '原因')).toEqual([]);
  });
});
