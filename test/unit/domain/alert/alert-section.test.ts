import { describe, expect, it } from '@jest/globals';
import type { AlertCase } from '../../../../domain/alert/case.ts';
import { messageText } from '../../../../domain/alert/message-text.ts';
import type { TellableNotice } from '../../../../domain/alert/message.ts';
import { aNotice, anExplainedSignal, inChinese, inEnglish } from '../../../support/a-notice.ts';

/** Why it is told now, in both languages. */
const leadsOf = (standing: Partial<AlertCase>) =>
  [inChinese, inEnglish].map(
    (telling) => messageText([aNotice({}, standing)], telling).sections[0]?.lines[0],
  );

describe('what a message says of an alert', () => {
  it.each([
    { kind: 'notify', zh: '新预警', en: 'New alert', asks: true },
    { kind: 'remind', zh: '提醒：仍未解决', en: 'Reminder: still open', asks: true },
    {
      kind: 'escalate',
      zh: '升级：时限内无人签收',
      en: 'Escalated: not acknowledged in time',
      asks: true,
    },
    { kind: 'wake', zh: '您设的稍后提醒到期', en: 'The snooze that you set is over', asks: true },
    { kind: 'note', zh: '知会', en: 'For your information', asks: false },
    {
      kind: 'list',
      zh: '久未好转，列入您的清单',
      en: 'No better for long: on your list now',
      asks: false,
    },
    {
      kind: 'slip',
      zh: '久未好转，督办单草稿待办',
      en: 'No better for long: a supervision slip is drafted',
      asks: false,
    },
  ] as const)('of $kind says why it is told now, with all else, in both languages', (one) => {
    const signal = anExplainedSignal({ text: 'Why.', flips: ['What.'], causes: ['utility'] });
    const [chinese] = messageText([aNotice({ kind: one.kind, signal })], inChinese).sections;
    const [english] = messageText([aNotice({ kind: one.kind, signal })], inEnglish).sections;

    expect(chinese?.title).toMatch(/^🔴红 · ZZY-005 /);
    expect(chinese?.lines).toEqual([one.zh, 'Why.', '时钟在：水电气', '怎样转色：What.']);
    expect(english?.title).toMatch(/^🔴red · ZZY-005 /);
    expect(english?.lines).toEqual([
      ...[one.en, 'Why.', 'The clock is with: utilities', 'What would turn it: What.'],
    ]);
    expect([chinese?.act?.label, english?.act?.label]).toEqual(
      one.asks ? ['签收', 'Acknowledge'] : [undefined, undefined],
    );
  });

  it.each([
    {
      what: 'got worse',
      standing: { raisedAt: '2026-06-11T00:30:00.000Z' },
      zh: '预警加重',
      en: 'This alert got worse',
    },
    {
      what: 'got better',
      standing: { raisedAt: '2026-06-11T00:30:00.000Z', eased: true as const },
      zh: '预警好转',
      en: 'This alert got better',
    },
    {
      what: 'came back soon after it was closed',
      standing: { episode: 3, reopenCount: 2 },
      zh: '预警重开：销号后再次发生（第2次）',
      en: 'Reopened: it is back after its closing (2)',
    },
  ])('does not call it new when the same alert $what', ({ standing, zh, en }) => {
    expect(leadsOf(standing)).toEqual([zh, en]);
  });

  it('of a reminder says who asks what, of which project', () => {
    const asked: TellableNotice = {
      ...{ kind: 'reminder', stepId: 'reminder/1', how: 'push' },
      project: { code: 'ZZY-005', name: '星河二期' },
      words: { by: '主要领导-01', text: '本周进展' },
    };

    expect(messageText([asked], inChinese).sections).toEqual([
      { title: 'ZZY-005 星河二期', lines: ['催办：请报告进展', '主要领导-01：本周进展'] },
    ]);
    expect(messageText([asked], inEnglish).sections[0]?.lines).toEqual([
      ...['Please say how it stands', '主要领导-01: 本周进展'],
    ]);
  });

  it.each([
    {
      standing: { state: 'toVerify' as const },
      zh: '待销号：请核验整改',
      en: 'To be closed: please verify',
    },
    {
      standing: { state: 'toApprove' as const },
      zh: '待销号：请登录后批准',
      en: 'To be closed: please sign in and approve',
    },
    {
      standing: { state: 'toVerify' as const, returned: { by: 'leader-1', at: '' } },
      zh: '核验退回，请继续整改',
      en: 'Returned by its verifier: more is to be done',
    },
  ])('asks for its closing: $en', ({ standing, zh, en }) => {
    expect(leadsOf(standing)).toEqual([zh, en]);
  });
});
