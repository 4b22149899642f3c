import { describe, expect, it } from '@jest/globals';
import { signalMarks, silentSources } from '../../../../../web/pages/project/signal-marks.ts';
import { aSignal } from '../../../../support/following.ts';

const doubt = (...sources: string[]) => ({
  unverified: { sources, verifiedOn: '2026-03-01', heldColour: 'green' as const },
});
const exempt = { documentNo: '园办〔2026〕8号', by: 'leader-1' };

describe('the marks beside a colour', () => {
  it.each([
    { what: 'a fresh one', own: {}, marks: [] },
    { what: 'one in doubt', own: doubt('/site/x'), marks: ['unverified'] },
    { what: 'one that is excused', own: { exempt }, marks: ['exempt'] },
    { what: 'one from before', own: { stock: 'goLive' as const }, marks: ['stock'] },
    { what: 'one that is both', own: { ...doubt('/x'), exempt }, marks: ['unverified', 'exempt'] },
  ])('of $what are $marks', ({ own, marks }) => {
    expect(signalMarks(aSignal('accepted/due', 'yellow', own))).toEqual(marks);
  });
});

describe('the banner of a project', () => {
  it('names each silent source once, and none where all colours are fresh', () => {
    const signals = [doubt('/site/x'), doubt('/permit/y', '/site/x'), {}].map((own, nth) =>
      aSignal(`m${nth}/due`, 'yellow', own),
    );

    expect(silentSources(signals)).toEqual(['/permit/y', '/site/x']);
    expect(silentSources([aSignal('accepted/due', 'yellow')])).toEqual([]);
  });
});
