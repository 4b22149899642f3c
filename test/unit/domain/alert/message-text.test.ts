import { describe, expect, it } from '@jest/globals';
import { digestText, groupDigestText } from '../../../../domain/alert/digest-text.ts';
import { MESSAGE_WORDS } from '../../../../domain/alert/message-words.ts';
import { messageText } from '../../../../domain/alert/message-text.ts';
import { LANGUAGES } from '../../../../domain/texts.ts';
import {
  aCase,
  aChainedFact,
  aGroundedSignal,
  aNotice,
  anExplainedSignal,
  inChinese,
  inEnglish,
} from '../../../support/a-notice.ts';

const milder = aNotice({
  kind: 'remind',
  stepId: '1/2/remind/1',
  project: { code: 'ZZY-002', name: '玻璃基板' },
  alert: { id: 'alert/ZZY-002/accepted/due', standing: aCase({ severity: 'yellow' }) },
});

describe('a message of one alert', () => {
  it('says colour in word and symbol, reason with days, holder, and what would turn it', () => {
    expect(messageText([aNotice()], inChinese)).toEqual({
      subject: '【开工预警】🔴红 · ZZY-005 星河二期 · 开工',
      sections: [
        {
          title: '🔴红 · ZZY-005 星河二期 · 开工',
          hex: '#d55e00',
          lines: [
            '新预警',
            '开工计划2026-06-01，超期17天（满7天为红）',
            '时钟在：审批、企业',
            '怎样转色：开工取得证明，则转绿；计划经批准调整到2026-06-12或以后，则转黄',
          ],
          act: { alertId: 'alert/ZZY-005/groundbreaking/due', stepId: '1/1/notify', label: '签收' },
        },
      ],
      closing: [],
    });
  });

  it('speaks English to who reads English', () => {
    const signal = anExplainedSignal({ name: 'Groundbreaking', text: 'Why.', flips: ['What.'] });
    const [section] = messageText([aNotice({ signal })], inEnglish).sections;

    expect(section?.title).toBe('🔴red · ZZY-005 星河二期 · Groundbreaking');
    expect(section?.lines).toEqual([
      'New alert',
      'Why.',
      'The clock is with: approval, the enterprise',
      'What would turn it: What.',
    ]);
  });

  it('shows the words and inks of the policy that has its own', () => {
    const colours = [
      {
        colour: 'red' as const,
        label: { zh: '严重滞后', en: 'late' },
        meaning: { zh: '', en: '' },
        hex: '#aa0000',
        shape: 'hexagon' as const,
        symbol: '⬢',
      },
    ];

    const [section] = messageText([aNotice({ colours })], inChinese).sections;

    expect(section).toMatchObject({ title: '⬢严重滞后 · ZZY-005 星河二期 · 开工', hex: '#aa0000' });
  });

  it.each([
    { why: 'it was acknowledged', standing: { acknowledged: { by: 'pm-1', at: '' } } },
    { why: 'its rung expects none', standing: { severity: 'blue' as const } },
    { why: 'the facts have cleared it', standing: { state: 'toVerify' as const } },
  ])('asks for no acknowledgement once $why', ({ standing }) => {
    const [section] = messageText([aNotice({}, standing)], inChinese).sections;

    expect(section?.act).toBeUndefined();
  });

  it('says so when the facts have changed since it was noticed', () => {
    const gone = aNotice();
    delete gone.signal;

    expect(messageText([gone], inChinese).sections[0]?.lines).toContain(MESSAGE_WORDS.zh.cleared);
  });

  it('tells a substitute in whose stead', () => {
    const [section] = messageText([aNotice({ insteadOf: '项目经理-14' })], inChinese).sections;

    expect(section?.lines).toContain('您代项目经理-14收此消息');
  });
});

describe('the grounds in a message', () => {
  const groundsOf = (signal: ReturnType<typeof aGroundedSignal>, telling = inChinese) =>
    messageText([aNotice({ signal })], telling).sections[0]?.grounds;

  it('are the last fact with its source, number, day and place, shorter for a small screen', () => {
    expect(groundsOf(aGroundedSignal())).toEqual({
      full: '依据：/site/liaison SG-7，2026-06-16（site.events/3/41）',
      brief: '依据：/site/liaison，2026-06-16',
    });
    expect(groundsOf(aGroundedSignal(), inEnglish)?.full).toBe(
      'Grounds: /site/liaison SG-7, 2026-06-16 (site.events/3/41)',
    );
  });

  it('are of what was reported, also where its plan was set later', () => {
    const plan = aChainedFact({ source: '/command', id: 'K-1', occurredAt: '2026-06-17' });
    const facts = [{ source: '/site/liaison', id: 'SG-7' }];

    const signal = aGroundedSignal({ facts }, { facts: [aChainedFact(), plan] });

    expect(groundsOf(signal)?.full).toContain('SG-7');
  });

  it('say so where nothing was reported and the plan alone speaks', () => {
    const plan = { source: '/command', id: 'K-1', occurredAt: '2026-01-06', place: null };
    const signal = aGroundedSignal({}, { byPlanAlone: true, facts: [aChainedFact(plan)] });

    expect(groundsOf(signal)).toEqual({
      full: '依据：仅据计划，尚无事件（计划：/command K-1，2026-01-06）',
      brief: '依据：仅据计划，尚无事件',
    });
  });

  it('are of a date told by another project what it rests on there', () => {
    const told = aChainedFact({ source: '/project/X-1', id: 'U-1', place: null });
    const signal = aGroundedSignal({}, { facts: [{ ...told, rests: [aChainedFact()] }] });

    expect(groundsOf(signal)?.full).toContain('SG-7');
  });

  it('are told of nothing restricted, and in no digest', () => {
    expect(groundsOf(aGroundedSignal({ restricted: true }))).toBeUndefined();

    const open = [aNotice({ signal: aGroundedSignal() })];
    for (const digest of [digestText, groupDigestText]) {
      expect(JSON.stringify(digest({ kind: 'daily', open }, inChinese))).not.toContain('依据');
    }
  });
});

describe('a message of several notices', () => {
  it('puts the worst first, danger before all, and counts by colour in its subject', () => {
    const danger = aNotice({
      how: 'safety',
      project: { code: 'ZZY-009', name: '仓库' },
      alert: { id: 'alert/ZZY-009/site/quality', standing: aCase({ severity: 'yellow' }) },
    });

    const { subject, sections } = messageText([milder, aNotice(), danger], inChinese);

    expect(subject).toBe('【开工预警】3条 🔴红1 🟡黄2');
    expect(sections.map(({ title }) => title.split(' ')[2])).toEqual([
      'ZZY-009',
      'ZZY-005',
      'ZZY-002',
    ]);
  });

  it('makes one section of all notices of one alert, with the button of the last that asks', () => {
    const escalated = aNotice({ kind: 'escalate', stepId: '1/1/escalate' });

    const { sections } = messageText([escalated, aNotice()], inChinese);

    expect(sections).toHaveLength(1);
    expect(sections[0]?.lines[0]).toBe('升级：时限内无人签收；新预警');
    expect(sections[0]?.act?.stepId).toBe('1/1/notify');
  });

  it('names a silent source and accuses nobody', () => {
    const silent = {
      kind: 'silentSource' as const,
      stepId: 'silent/1',
      how: 'push' as const,
      words: { source: '/permit/wuhan-gaoxin', since: '2026-06-12' },
    };

    expect(messageText([silent], inChinese).sections).toEqual([
      {
        title: '⚠ 来源无消息',
        lines: ['来源/permit/wuhan-gaoxin自2026-06-12起无消息，由其证明的颜色不算最新，不向上升级'],
      },
    ]);
  });

  it('of sources alone leads to their page, and with an alert to that of alerts', () => {
    const words = { source: '/permit/wuhan-gaoxin', since: '2026-06-12' };
    const silent = { kind: 'silentSource', stepId: 's/1', how: 'push', words } as const;

    expect(messageText([silent], inChinese).page).toBe('data');
    expect(messageText([silent, aNotice()], inChinese).page).toBeUndefined();
  });

  it('marks samples and a demo clock', () => {
    const sample = aNotice({ project: { code: 'ZZY-005', name: '星河二期', sample: true } });

    expect(messageText([sample], { ...inChinese, demoClock: true }).closing).toEqual([
      '示例数据',
      '演示时间2026-06-18 08:30',
    ]);
  });
});

describe('a digest', () => {
  it('counts what is open and gives each its reason, without a button', () => {
    const { subject, sections } = digestText(
      { kind: 'daily', open: [milder, aNotice()] },
      inChinese,
    );

    expect(subject).toBe('每日摘要：2条 🔴红1 🟡黄1');
    expect(sections[0]).toEqual({
      title: '🔴红 · ZZY-005 星河二期 · 开工',
      hex: '#d55e00',
      lines: ['开工计划2026-06-01，超期17天（满7天为红）', '时钟在：审批、企业'],
    });
  });

  it('says so when nothing is open', () => {
    expect(digestText({ kind: 'weekly', open: [] }, inEnglish).subject).toBe(
      'Weekly digest: No alert is open',
    );
  });

  it('gives a group nothing restricted and no sentence, in which a person could be named', () => {
    const restricted = aNotice({ signal: anExplainedSignal({ restricted: true }) });

    const { subject, sections } = groupDigestText(
      { kind: 'daily', open: [milder, restricted] },
      inChinese,
    );

    expect(subject).toBe('每日摘要：1条 🟡黄1');
    expect(sections).toEqual([
      { title: '🟡黄 · ZZY-002 玻璃基板 · 开工', hex: '#e69f00', lines: [] },
    ]);
  });
});

describe('the words of messages', () => {
  it('say everything in both languages, with the same places', () => {
    const placesOf = (value: unknown): unknown =>
      typeof value === 'string'
        ? [...value.matchAll(/\{(\w+)\}/g)].map(([, place]) => place).sort()
        : Object.fromEntries(
            Object.entries(value as object).map(([key, inner]) => [key, placesOf(inner)]),
          );

    const [first, ...others] = LANGUAGES.map((language) => placesOf(MESSAGE_WORDS[language]));

    for (const other of others) expect(other).toEqual(first);
  });
});
