import { describe, expect, it } from '@jest/globals';
import { explain } from '../../../domain/explain.ts';
import type { Fact } from '../../../domain/fact.ts';
import { LANGUAGES, TEXTS } from '../../../domain/texts.ts';
import {
  aCommand,
  aRegistration,
  assessAt,
  constructionPermit,
  divisionLeader,
  plan,
  registered,
  reported,
  voided,
} from '../../support/a-project.ts';

const project = registered(
  aRegistration({
    milestones: [
      plan('constructionPermit', '2026-06-01'),
      plan('groundbreaking', '2026-06-15', { redLine: true }),
      plan('accepted', '2026-12-01'),
    ],
  }),
);
const permit = constructionPermit('2026-06-01');

const said = (language: 'zh' | 'en', day: string, ...facts: Fact[]) =>
  explain(assessAt([project, ...facts], day), day, language);

describe('an explanation', () => {
  it.each([
    {
      day: '2026-04-01',
      zh: '施工许可证计划2026-06-01，还有61天 > 14天',
      en: 'Construction permit is planned for 2026-06-01: 61 days left > 14',
    },
    {
      day: '2026-06-01',
      zh: '开工计划2026-06-15，还有14天 ≤ 30天',
      en: 'Groundbreaking is planned for 2026-06-15: 14 days left ≤ 30',
    },
    {
      day: '2026-06-18',
      zh: '开工计划2026-06-15，超期3天（满7天为红）',
      en: 'Groundbreaking was planned for 2026-06-15: 3 days late (red from 7)',
    },
  ])('gives the inequality with its numbers on $day', ({ day, zh, en }) => {
    const facts = day < '2026-06-01' ? [] : [permit];

    expect(said('zh', day, ...facts).headline).toBe(zh);
    expect(said('en', day, ...facts).headline).toBe(en);
  });

  it('counts its days from the day on which it is asked, not from the assessment', () => {
    const assessment = assessAt([project, permit], '2026-06-16');

    expect(explain(assessment, '2026-06-18', 'en').headline).toContain('3 days late');
  });

  it('says what would turn the colour, and when waiting would', () => {
    const [signal] = said('en', '2026-06-18', permit).signals;

    expect(signal?.flips).toEqual([
      'green once Groundbreaking is proved',
      'blue with an approved plan of 2026-06-18 or later',
      'red on 2026-06-22 if nothing happens',
    ]);
    expect(said('zh', '2026-06-22', permit).signals[0]?.flips).toEqual([
      '开工取得证明，则转绿',
      '计划经批准调整到2026-06-16或以后，则转黄',
    ]);
  });

  it('tells a reported slip as a question', () => {
    const forecast = aCommand('command.forecast.v1', '2026-04-01', {
      milestone: 'accepted',
      date: '2026-12-21',
    });

    const { signals } = said('zh', '2026-04-01', forecast);

    expect(signals[0]).toMatchObject({
      text: '竣工联合验收主动报告预计2026-12-21，比计划2026-12-01晚20天，需要什么支持？',
      flips: ['预计日期回到2026-12-08或以前，则转蓝', '竣工联合验收取得证明，则转绿'],
      rule: 'default@2026.5 forecast',
    });
  });

  it('says that a reported day holds its colour, and counts as on the day it was reported', () => {
    const report = reported('groundbreaking', '2026-06-16');

    expect(said('en', '2026-06-18', permit, report).headline).toBe(
      'Groundbreaking was planned for 2026-06-15: 1 days late (red from 7)' +
        ' (unconfirmed: the colour stays as on 2026-06-16 until 2026-06-24)',
    );
  });

  it('tells a withdrawn proof and works without a permit, the latter for the few', () => {
    const gone = said('en', '2026-06-02', permit, voided(permit, '2026-06-02'));
    expect(gone.headline).toBe(
      'What proved Construction permit was withdrawn; whether the stage goes back waits for a decision',
    );

    const works = reported('groundbreaking', '2026-05-20', 'team');
    const [compliance] = said('zh', '2026-05-21', works).signals;
    expect(compliance).toMatchObject({
      text: '开工已于2026-05-20发生，而前置许可尚未取得，待人工决定',
      restricted: true,
    });
  });

  it.each([
    {
      status: 'paused',
      fact: aCommand('command.pause.v1', '2026-06-10', { from: '2026-06-10' }),
      zh: '项目挂起，时钟停走',
      en: 'Paused: its clock stands still',
    },
    {
      status: 'terminated',
      fact: aCommand('command.terminate.v1', '2026-06-10', { actor: divisionLeader }),
      zh: '项目已终止',
      en: 'Terminated',
    },
  ])('says why a $status project has no colour', ({ fact, zh, en }) => {
    expect(said('zh', '2026-06-15', fact)).toMatchObject({ colour: null, headline: zh });
    expect(said('en', '2026-06-15', fact)).toMatchObject({ colour: null, headline: en });
  });

  it('puts the worst signal first', () => {
    const colours = said('en', '2026-06-20').signals.map(({ colour }) => colour);

    expect(colours).toEqual(['red', 'yellow', 'green']);
  });

  it('tells findings in words, without a blank too many', () => {
    const upsideDown = registered(
      aRegistration({
        milestones: [
          plan('constructionPermit', '2026-06-01'),
          plan('groundbreaking', '2026-05-01'),
        ],
      }),
    );
    const assessment = assessAt([upsideDown], '2026-04-01');

    expect(explain(assessment, '2026-04-01', 'en').findings).toMatchObject([
      {
        text: 'Plan conflict: Construction permit is expected on 2026-06-01, after Groundbreaking needs it on 2026-05-01',
      },
    ]);
    expect(explain(assessment, '2026-04-01', 'zh').findings).toMatchObject([
      { text: '计划冲突：施工许可证预计2026-06-01，晚于开工所需的2026-05-01' },
    ]);
  });

  it('says everything in both languages, with the same places', () => {
    const placesOf = (value: unknown): unknown =>
      typeof value === 'string'
        ? [...value.matchAll(/\{(\w+)\}/g)].map(([, place]) => place).sort()
        : Object.fromEntries(
            Object.entries(value as object).map(([key, inner]) => [key, placesOf(inner)]),
          );

    const [first, ...others] = LANGUAGES.map((language) => placesOf(TEXTS[language]));
    for (const other of others) expect(other).toEqual(first);
  });
});
