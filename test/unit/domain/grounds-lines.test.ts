import { describe, expect, it } from '@jest/globals';
import { groundsLines } from '../../../domain/grounds-lines.ts';
import { aChainedFact, aGroundedSignal } from '../../support/a-notice.ts';

describe('the grounds of a signal, line by line', () => {
  it('are its rule with version, and each fact with its place', () => {
    expect(groundsLines(aGroundedSignal(), 'en')).toEqual([
      'Rule: default@2026.4 redLineDue',
      'Grounds: /site/liaison SG-6, 2026-06-02 (site.events/3/41)',
      'Grounds: /site/liaison SG-7, 2026-06-16 (site.events/3/41)',
    ]);
  });

  it('follow a date of another project to what it rests on there', () => {
    const rests = [aChainedFact()];
    const told = aChainedFact({ source: '/project/X-1', id: 'U-1', place: null, rests });

    expect(groundsLines(aGroundedSignal({}, { facts: [told] }), 'zh').slice(1)).toEqual([
      '依据：/project/X-1 U-1，2026-06-16',
      '← 依据：/site/liaison SG-7，2026-06-16（site.events/3/41）',
    ]);
  });

  it('name what is left out of the count: stops in words, pauses as they were asked for', () => {
    const suspensions = [
      { from: '2026-03-01T02:00:00.000Z', to: '2026-03-05', reason: 'PUBLIC_NOTICE' },
      { from: '2026-04-01', reason: '资金未到位' },
    ];
    const signal = aGroundedSignal({}, { facts: [], suspensions });

    expect(groundsLines(signal, 'zh').slice(1)).toEqual([
      '不计入：2026-03-01起至2026-03-05，公示',
      '不计入：2026-04-01起，资金未到位',
    ]);
    expect(groundsLines(signal, 'en')[1]).toBe(
      'Left out of the count: from 2026-03-01 to 2026-03-05, public notice',
    );
  });

  it.each([
    { holder: 'authority', causes: [], line: '下一步在：审批部门' },
    { holder: '专班', causes: [], line: '下一步在：专班' },
    { causes: [], line: '下一步在：事实未指明' },
  ])('say who has the next move: $line', ({ line, causes, ...grounds }) => {
    const signal = aGroundedSignal({ causes }, { ...grounds, facts: [] });

    expect(groundsLines(signal, 'zh').at(-1)).toBe(line);
  });

  it('are kept from a page as long as only the few may know', () => {
    expect(groundsLines(aGroundedSignal({ restricted: true }), 'zh')).toEqual([]);
  });
});
