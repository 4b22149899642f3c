import { describe, expect, it } from '@jest/globals';
import { daysOffAfter, saidAheadBy, turnsAhead } from '../../../../domain/alert/told-ahead.ts';
import type { Flip, Signal } from '../../../../domain/assessment.ts';
import type { TellableNotice } from '../../../../domain/alert/message.ts';
import { messageText } from '../../../../domain/alert/message-text.ts';
import { anExplainedSignal, inChinese, inEnglish } from '../../../support/a-notice.ts';
import { aSignal, at, calendar, defaultPolicy, saying } from '../../../support/following.ts';

const wait = (day: string, colour: Flip['colour'] = 'blue'): Partial<Signal> => ({
  flips: [{ by: 'wait', day, colour }],
});
const ahead = (today: string, ...signals: Signal[]) =>
  turnsAhead(saying(signals), { today, calendar, policyOf: () => defaultPolicy });

describe('the days off after a day', () => {
  it.each([
    ['a Thursday', '2026-03-05', []],
    ['a Friday', '2026-03-06', ['2026-03-07', '2026-03-08']],
    ['a Saturday', '2026-03-07', []],
    ['the day before 国庆', '2026-09-30', ['2026-10-01', '2026-10-07']],
    ['the Friday before a Saturday worked', '2026-10-09', []],
    ['a Saturday worked', '2026-10-10', ['2026-10-11']],
  ])('are of %s those until work begins again', (_what, today, ends) => {
    const days = daysOffAfter(calendar, today);
    expect([...new Set([days.at(0), days.at(-1)])].filter(Boolean)).toEqual(ends);
  });
});

describe('what turns blue on a day off', () => {
  it.each<[string, string, Partial<Signal>, boolean]>([
    ['is told on the last working day before', '2026-03-06', wait('2026-03-08'), true],
    ['is not told before that day', '2026-03-05', wait('2026-03-08'), false],
    ['is not told when it turns on a working day', '2026-03-06', wait('2026-03-09'), false],
    ['is not told when it turns yellow', '2026-03-06', wait('2026-03-08', 'yellow'), false],
    [
      'is not told when it is excused',
      '2026-03-06',
      { ...wait('2026-03-08'), exempt: { documentNo: '1', by: 'a' } },
      false,
    ],
  ])('%s', (_what, today, signal, isTold) => {
    const told = [{ id: 'accepted/due', day: '2026-03-08', to: ['manager'] }];
    expect(ahead(today, aSignal('accepted/due', 'green', signal))).toEqual(isTold ? told : []);
  });

  it('is not told of what is blue already', () => {
    expect(ahead('2026-03-06', aSignal('a/due', 'blue', wait('2026-03-08')))).toEqual([]);
  });

  it('is the same as the note after the days off, and as nothing that asks for an answer', () => {
    const one = { since: at('2026-03-08 00:00') };
    expect(saidAheadBy({ kind: 'note', severity: 'blue' }, one)).toBe('ahead/2026-03-08');
    expect(saidAheadBy({ kind: 'notify', severity: 'blue' }, one)).toBeUndefined();
    expect(saidAheadBy({ kind: 'note', severity: 'yellow' }, one)).toBeUndefined();
  });

  it('is told by its day and colour in the language of the reader, each signal on its own', () => {
    const notice: TellableNotice = {
      ...{ kind: 'ahead', stepId: 'ahead/2026-03-08', how: 'digest', words: { day: '2026-03-08' } },
      project: { code: 'ZZY-005', name: '星河二期' },
      signal: anExplainedSignal({ colour: 'green', causes: [], flips: [], text: '为何' }),
    };
    const other = { ...notice, signal: anExplainedSignal({ id: 'accepted/due', name: '验收' }) };

    expect(messageText([notice, other], inChinese).sections).toHaveLength(2);
    expect(messageText([notice], inChinese).sections).toEqual([
      {
        ...{ title: '🔵蓝 · ZZY-005 星河二期 · 开工', hex: '#0072b2' },
        lines: ['预告：休息日2026-03-08转蓝', '为何'],
      },
    ]);
    expect(messageText([notice], inEnglish).sections[0]?.lines[0]).toBe(
      'Turns blue on 2026-03-08, a day off',
    );
  });
});
