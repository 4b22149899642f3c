import { describe, expect, it } from '@jest/globals';
import { askedOf, isToBeTold } from '../../../../domain/alert/asked-of.ts';
import type { AlertCase } from '../../../../domain/alert/case.ts';
import { digestReason, type DigestView } from '../../../../domain/alert/digest-news.ts';
import { digestText } from '../../../../domain/alert/digest-text.ts';
import { aCase, aNotice, inChinese, inEnglish } from '../../../support/a-notice.ts';
import { aSignal, at } from '../../../support/following.ts';

const YESTERDAY = at('2026-06-17 08:31');
const NOON = at('2026-06-17 12:00');
const old = at('2026-06-01 08:30');
const known = { since: old, raisedAt: old, toldAt: old };
const usual: DigestView = {
  ...{ since: YESTERDAY, now: at('2026-06-18 08:31'), today: '2026-06-18', isAsked: false },
};
const clearedAt = (when: string): Partial<AlertCase> => ({
  state: 'toVerify',
  cleared: { at: when, facts: [], certified: true },
});
const closedAt = (when: string): Partial<AlertCase> => ({
  ...clearedAt(when),
  state: 'closed',
  closed: { at: when, cause: 'VERIFIED' },
});

describe('a daily digest', () => {
  it.each<[string, string | undefined, Partial<AlertCase>, Partial<DigestView>]>([
    ['says nothing of what was open yesterday', undefined, known, {}],
    ['names all that is open the first time', 'raised', known, { since: undefined }],
    ['names what was raised', 'raised', { ...known, since: NOON, raisedAt: NOON }, {}],
    ['names what got worse', 'worsened', { ...known, since: NOON }, {}],
    ['says nothing of what got better', undefined, { ...known, since: NOON, eased: true }, {}],
    ['says nothing the reader was told', undefined, { ...known, since: NOON }, { toldAt: NOON }],
    [
      'leaves to its own hour what is told later',
      undefined,
      { ...known, since: NOON, toldAt: at('2026-06-19 08:30') },
      {},
    ],
    ['names what was cleared', 'cleared', { ...known, ...clearedAt(NOON) }, {}],
    ['names what was closed', 'closed', { ...known, ...closedAt(NOON) }, {}],
    ['says once that it was closed', undefined, { ...known, ...closedAt(old) }, {}],
    [
      'says nothing of what came and went since',
      undefined,
      { ...closedAt(NOON), since: NOON, raisedAt: NOON },
      {},
    ],
    ['names what waits for the reader', 'waits', known, { isAsked: true }],
    [
      'says nothing of what another alert says',
      undefined,
      { ...known, since: NOON, hiddenBy: 'x' },
      { isAsked: true },
    ],
    [
      'names what is promised for today',
      'dueToday',
      {
        ...known,
        rectification: { by: 'li', at: old, cause: 'land', forecast: '2026-06-18', text: '' },
      },
      {},
    ],
  ])('%s', (_what, reason, standing, view) => {
    expect(digestReason(aCase(standing), undefined, { ...usual, ...view })).toBe(reason);
  });

  it('names what is due today', () => {
    const { reason } = aSignal('groundbreaking/due', 'blue');
    const due = { reason: { ...reason, days: { due: '2026-06-18' } } };
    expect(digestReason(aCase(known), due, usual)).toBe('dueToday');
    expect(digestReason(aCase(known), due, { ...usual, today: '2026-06-17' })).toBeUndefined();
  });

  it('says why it names an alert, and gives no colour to what is over', () => {
    const items = [
      { ...aNotice(), because: 'raised' as const },
      { ...aNotice({}, closedAt(NOON)), because: 'closed' as const },
    ];
    const { subject, sections } = digestText({ kind: 'daily', open: items }, inChinese);

    expect(subject).toBe('每日摘要：2条 🔴红1');
    expect(sections.map(({ title, hex, lines: [why] }) => ({ title, hex, why }))).toEqual([
      { title: '🔴红 · ZZY-005 星河二期 · 开工', hex: '#d55e00', why: '新增' },
      { title: '✓已销号 · ZZY-005 星河二期 · 开工', hex: undefined, why: '已销号' },
    ]);
    expect(digestText({ kind: 'daily', open: items }, inEnglish).sections[0]?.lines[0]).toBe('New');
  });
});

describe('an alert', () => {
  it.each<[string, Partial<AlertCase>, unknown[]]>([
    ['waits for whom it notifies', {}, ['manager']],
    ['waits for nobody once acknowledged', { acknowledged: { by: 'li', at: old } }, []],
    ['waits for nobody who sleeps on it', { snoozed: { by: 'li', at: old } }, []],
    [
      'waits for the delegate',
      { delegated: { by: 'li', at: old, to: 'wang', plan: 1 } },
      [{ person: 'wang' }],
    ],
    ['waits for the verifier once cleared', clearedAt(NOON), ['team']],
    ['waits for the leader once verified', { ...clearedAt(NOON), state: 'toApprove' }, ['patron']],
    [
      'waits for the manager when it was returned',
      { ...clearedAt(NOON), returned: { by: 'a', at: NOON } },
      ['manager'],
    ],
    ['waits for nobody once closed', closedAt(NOON), []],
  ])('%s', (_what, standing, asked) => {
    expect(askedOf(aCase({ ...known, ...standing }), NOON)).toEqual(asked);
  });

  it.each<[string, Partial<AlertCase>, string, boolean]>([
    ['a step of its ladder while it is open', {}, '1/1/notify', true],
    ['no step of its ladder once cleared', clearedAt(NOON), '1/1/notify', false],
    ['what is asked of its verifier', clearedAt(NOON), '1/2/notify/verify', true],
    [
      'no verification that was given',
      { ...clearedAt(NOON), state: 'toApprove' },
      '1/2/notify/verify',
      false,
    ],
    ['no verification once it is back', {}, '1/2/notify/verify', false],
  ])('is told by %s', (_what, standing, stepId, isTold) => {
    expect(isToBeTold(aCase(standing), stepId)).toBe(isTold);
  });
});
