import { describe, expect, it } from '@jest/globals';
import { explain } from '../../../domain/explain.ts';
import type { Fact } from '../../../domain/fact.ts';
import { LANGUAGES } from '../../../domain/texts.ts';
import {
  aCommand,
  aFact,
  aRegistration,
  assessAt,
  plan,
  registered,
} from '../../support/a-project.ts';

const project = registered(
  aRegistration({
    investment: { total: 10_000, byYear: { 2026: 10_000 } },
    milestones: [
      plan('signed', '2026-01-05', { actual: '2026-01-05' }),
      plan('groundbreaking', '2026-03-01'),
      plan('energised', '2026-08-31'),
      plan('production', '2027-06-30'),
    ],
    dependencies: [
      { on: 'SUB-1', milestone: 'mainsOn', gates: 'energised', type: 'blocks', lagDays: 0 },
    ],
  }),
);
const DAY = '2026-07-10';
const upstream = aFact('upstream.date.v1', '2026-07-01', {
  ...{ project: 'SUB-1', milestone: 'mainsOn', planned: '2026-06-30', expected: '2026-09-10' },
  ...{ reached: false, chain: [], label: { zh: '送电', en: 'Mains on' } },
});
const progress = aFact('site.progress.reported.v1', '2026-07-01', {
  ...{ month: '2026-06', investedToDate: 1000 },
});
const outage = aFact('utility.outage.planned.v1', DAY, {
  ...{ from: '2026-07-13', to: '2026-07-13', utility: 'water' },
});

const signalsIn = (language: 'zh' | 'en', facts: readonly Fact[]) =>
  explain(assessAt([project, ...facts], DAY), DAY, language).signals;
const textOf = (kind: string, language: 'zh' | 'en', facts: readonly Fact[]) =>
  signalsIn(language, facts).find((one) => one.kind === kind);

describe('the words of an explanation', () => {
  it('name what is measured, and the project, in both languages', () => {
    expect(textOf('progress', 'zh', [progress])).toMatchObject({
      name: '项目',
      text: expect.stringMatching(/^投资完成10，低于序时/) as unknown,
      flips: [expect.stringMatching(/^投资达到/) as unknown],
    });
    expect(textOf('progress', 'en', [progress])?.text).toMatch(/^Investment stands at 10/);
  });

  it("name another project's milestone as that project calls it", () => {
    expect(textOf('blocked', 'zh', [upstream])?.text).toMatch(/^SUB-1的送电预计2026-09-10/);
    expect(textOf('blocked', 'en', [upstream])?.text).toMatch(/^Mains on of SUB-1/);
  });

  it('name the supply that is out', () => {
    expect(textOf('outage', 'zh', [outage])?.text).toMatch(/^计划停供（水）/);
    expect(textOf('outage', 'en', [outage])?.text).toMatch(/^No water from/);
  });

  it('name the colour of which there are too many', () => {
    const assessment = assessAt([project], DAY);
    const [any] = assessment.signals;
    const words = { of: 'yellow' };
    const reason = { code: 'accumulated' as const, numbers: { count: 2 }, days: {}, words };
    const told = (language: 'zh' | 'en') =>
      any && explain({ ...assessment, signals: [{ ...any, reason }] }, DAY, language).signals[0];

    expect(told('zh')?.text).toMatch(/^同时有2个黄，/);
    expect(told('en')?.text).toMatch(/^2 are yellow /);
  });

  it('offer a pause or an exemption where the enterprise decides for itself', () => {
    const because = aCommand('command.acknowledge.v1', '2026-07-01', {
      ...{ alertId: 'alert/ZZY-900/groundbreaking/due', cause: 'enterprise' },
    });

    expect(textOf('due', 'zh', [because])?.flips).toContain(
      '企业自身原因：分管领导可同意挂起项目，或以文件认定正当理由',
    );
    expect(textOf('due', 'zh', [])?.flips.join()).not.toContain('企业自身原因');
  });

  it.each(LANGUAGES)('leave no place of a sentence open in %s', (language) => {
    const all = signalsIn(language, [upstream, progress, outage]);

    expect(all.flatMap(({ text, flips }) => [text, ...flips]).join(' ')).not.toMatch(/[{}]/);
  });
});
