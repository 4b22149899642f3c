import { describe, expect, it } from '@jest/globals';
import { severity } from '../../../domain/colour.ts';
import type { Colour } from '../../../domain/definitions.ts';
import type { ProgressRule } from '../../../domain/policy-rules.ts';
import { progressColour } from '../../../domain/progress-signal.ts';
import {
  aFact,
  aRegistration,
  assessAt,
  corrected,
  definitionsWith,
  plan,
  registered,
  reported,
  signal,
  voided,
} from '../../support/a-project.ts';
import { fc } from '../../support/property.ts';

const POINTS: ProgressRule = {
  ...{ id: 'progress', measure: 'physical', mode: 'points' },
  ...{ blueBelow: -5, yellowBelow: -10, redBelow: -30, contributes: 'full' },
};
const RATIO: ProgressRule = {
  ...POINTS,
  ...{ mode: 'ratio', blueBelow: null, yellowBelow: 80, redBelow: 60 },
};

const under = (rule: ProgressRule) =>
  definitionsWith({ policy: 'milestones-only' }, ({ policy }) => {
    policy.rules = { progress: rule };
  });

// A hundred days of works: each is one point.
const milestones = [plan('groundbreaking', '2026-01-01'), plan('production', '2026-04-11')];
const investment = { total: 36_500, byYear: { '2026': 18_250, '2027': 18_250 } };
const project = registered(aRegistration({ milestones, investment }));

type Said = Parameters<typeof aFact<'site.progress.reported.v1'>>[2];
type Envelope = Parameters<typeof aFact>[3];

const said = (on: string, data: Partial<Said>, envelope?: Envelope) =>
  aFact('site.progress.reported.v1', on, { month: on.slice(0, 7), ...data }, envelope);
const works = (on: string, physicalShare: number, envelope?: Envelope) =>
  said(on, { physicalShare }, envelope);

const progress = (facts: Parameters<typeof assessAt>[0], rule = POINTS, today = '2026-03-31') =>
  signal(assessAt([project, ...facts], today, { definitions: under(rule) }), 'project/progress');

describe('progressColour', () => {
  it.each([
    { rule: POINTS, value: -5, colour: 'green' },
    { rule: POINTS, value: -5.01, colour: 'blue' },
    { rule: POINTS, value: -10, colour: 'blue' },
    { rule: POINTS, value: -10.01, colour: 'yellow' },
    { rule: POINTS, value: -30, colour: 'yellow' },
    { rule: POINTS, value: -30.01, colour: 'red' },
    { rule: { ...POINTS, including: ['yellow' as const] }, value: -10, colour: 'yellow' },
    { rule: RATIO, value: 80, colour: 'green' },
    { rule: RATIO, value: 79.99, colour: 'yellow' },
    { rule: RATIO, value: 60, colour: 'yellow' },
    { rule: RATIO, value: 59.99, colour: 'red' },
  ])('of $value by $rule.mode is $colour', ({ rule, value, colour }) => {
    expect(progressColour(rule, value)).toBe(colour);
  });

  it('is no worse for more', () => {
    const value = fc.integer({ min: -10_000, max: 20_000 }).map((hundredths) => hundredths / 100);
    fc.assert(
      fc.property(fc.constantFrom(POINTS, RATIO), value, (rule, at) => {
        const [less, more] = [progressColour(rule, at), progressColour(rule, at + 0.01)];
        expect(severity(more)).toBeLessThanOrEqual(severity(less));
      }),
    );
  });
});

describe('the works', () => {
  it.each([
    { on: '2026-02-20', share: 45, colour: 'green', scheduled: 50 },
    { on: '2026-02-20', share: 44.99, colour: 'blue', scheduled: 50 },
    { on: '2026-02-20', share: 39.99, colour: 'yellow', scheduled: 50 },
    { on: '2026-02-20', share: 19.99, colour: 'red', scheduled: 50 },
    { on: '2025-12-31', share: 0, colour: 'green', scheduled: 0 },
  ])('at $share on $on, scheduled $scheduled, are $colour', ({ on, share, colour, scheduled }) => {
    expect(progress([works(on, share)])).toMatchObject({
      colour,
      reason: { numbers: { actual: share, scheduled }, days: { asOf: on } },
    });
  });

  it('count by the ratio of both, and are in time where nothing is due', () => {
    expect(progress([works('2026-02-20', 40)], RATIO)?.colour).toBe('green');
    expect(progress([works('2026-02-20', 39.99)], RATIO)?.colour).toBe('yellow');
    expect(progress([works('2026-02-20', 29.99)], RATIO)?.colour).toBe('red');
    expect(progress([works('2025-12-31', 0)], RATIO)?.reason.numbers['ratio']).toBe(100);
  });

  it('are judged by their last month, as of its last day where that was told later', () => {
    const late = { month: '2026-01', physicalShare: 30 };
    const facts = [said('2026-02-20', late)];

    expect(progress(facts)?.reason).toMatchObject({
      numbers: { scheduled: 30 },
      days: { asOf: '2026-01-31' },
    });
    expect(progress([...facts, works('2026-02-10', 5)])?.colour).toBe('red');
    expect(progress([works('2026-02-10', 5), ...facts])?.colour).toBe('red');
  });

  it('get no worse by time alone', () => {
    expect(progress([works('2026-02-20', 50)], POINTS, '2027-12-31')?.colour).toBe('green');
  });

  it('go by what was corrected, and without what was voided', () => {
    const first = works('2026-01-31', 30);
    const second = works('2026-02-20', 5);

    const better = corrected(second, '2026-02-21', { physicalShare: 50 });
    const undone = voided(second, '2026-02-21');

    expect(progress([first, second, { ...better, source: second.source }])?.colour).toBe('green');
    expect(progress([first, second, { ...undone, source: second.source }])?.colour).toBe('green');
  });

  it.each([
    { why: 'nothing is reported', facts: [] },
    { why: 'a report has another measure', facts: [said('2026-02-20', { investedToDate: 1 })] },
    {
      why: 'production is reached',
      facts: [works('2026-02-20', 5), reported('production', '2026-03-01', 'team')],
    },
  ])('have no colour where $why', ({ facts }) => {
    expect(progress(facts)).toBeUndefined();
  });

  it('have no colour without a plan from groundbreaking to production', () => {
    const bare = registered(aRegistration({ milestones: milestones.slice(0, 1) }));
    const { signals } = assessAt([bare, works('2026-02-20', 5)], '2026-03-31', {
      definitions: under(POINTS),
    });

    expect(signals).toEqual([]);
  });
});

describe('the investment', () => {
  const money: ProgressRule = { ...POINTS, measure: 'investment' };
  const invested = (on: string, investedToDate: number) => said(on, { investedToDate });

  it.each([
    // By the end of 31 January 31 of 365 days of the year: 1,550 of 36,500, which is 4.25 percent.
    { on: '2026-01-31', amount: 0, scheduled: 4.25, colour: 'green' },
    { on: '2026-12-31', amount: 18_250, scheduled: 50, colour: 'green' },
    { on: '2026-12-31', amount: 14_599, scheduled: 50, colour: 'blue' },
    { on: '2027-12-31', amount: 25_550, scheduled: 100, colour: 'yellow' },
    { on: '2028-06-30', amount: 25_540, scheduled: 100, colour: 'red' },
  ])(
    'of $amount by $on, scheduled $scheduled percent, is $colour',
    ({ on, amount, ...expected }) => {
      const { colour, scheduled } = expected;

      expect(progress([invested(on, amount)], money, '2028-12-31')).toMatchObject({
        colour,
        reason: { numbers: { scheduled }, words: { measure: 'investment' } },
      });
    },
  );

  it('goes on to count after production', () => {
    const facts = [reported('production', '2026-05-01', 'team'), invested('2026-12-31', 100)];

    expect(progress(facts, money, '2026-12-31')?.colour).toBe('red');
  });

  it('has no colour without a plan by year', () => {
    const bare = registered(aRegistration({ milestones, investment: { total: 36_500 } }));
    const { signals } = assessAt([bare, invested('2026-01-31', 0)], '2026-03-31', {
      definitions: under(money),
    });

    expect(signals).toEqual([]);
  });
});

describe('the worse of both', () => {
  const both: ProgressRule = { ...POINTS, measure: 'worse' };
  // By 2026-02-20 half of the works are scheduled, and 6.99 percent of the money.
  const on = '2026-02-20';
  const at = (physicalShare: number, percent: number, rule = both) =>
    progress([said(on, { physicalShare, investedToDate: percent * 365 })], rule);

  it.each([
    { what: 'works 35 points behind, money in time', share: 15, percent: 8, colour: 'red' },
    { what: 'works in time, money almost 7 points behind', share: 50, percent: 0, colour: 'blue' },
    { what: 'both in time', share: 50, percent: 8, colour: 'green' },
  ])('gives the colour: $what', ({ share, percent, colour }) => {
    expect(at(share, percent)?.colour).toBe(colour);
  });

  it('says which it is', () => {
    expect(at(15, 0)?.reason).toMatchObject({
      numbers: { actual: 15, scheduled: 50 },
      words: { measure: 'physical' },
    });
    expect(at(50, 0)?.reason.words).toMatchObject({ measure: 'investment' });
  });

  it('is the one of which anything is known', () => {
    expect(progress([works(on, 15)], both)).toMatchObject({ colour: 'red' });
    expect(progress([said(on, { investedToDate: 0 })], both)).toMatchObject({ colour: 'blue' });
  });

  it('promises no better colour than the other measure lets it have', () => {
    const [flip] = at(15, 0)?.flips ?? [];
    expect(flip).toMatchObject({ what: 'physical', amount: 20, colour: 'yellow' });
    expect(at(20, 0)?.colour).toBe('yellow');

    expect(at(44, 0)).toMatchObject({ colour: 'blue', flips: [] });
  });

  it('is as bad on a past day as the worse was then', () => {
    const facts = [said('2026-02-10', { investedToDate: 0 }), works('2026-03-05', 55)];
    const live = registered(aRegistration({ milestones, investment, goLive: '2026-02-15' }));
    const { signals } = assessAt([live, ...facts], '2026-03-31', {
      definitions: under(both),
    });

    expect(signals).toMatchObject([
      { colour: 'blue', reason: { words: { measure: 'physical' } }, stock: 'goLive' },
    ]);
  });
});

describe('the least report that would ease it', () => {
  const eased = (rule: ProgressRule, amount: number) => {
    const tell = (on: string, much: number) =>
      said(on, { [rule.measure === 'physical' ? 'physicalShare' : 'investedToDate']: much });
    const before = tell('2026-02-20', amount);
    const [flip] = progress([before], rule)?.flips ?? [];
    if (!flip) return undefined;
    const after = (much: number): Colour | undefined =>
      progress([before, tell(`${flip.day ?? ''}T10:00:00.000Z`, much)], rule)?.colour;
    const step = rule.measure === 'physical' ? 0.01 : 1;
    const least = flip.amount ?? NaN;
    return { flip, exactly: after(least), less: after(Math.round((least - step) * 100) / 100) };
  };

  it('is told with its measure and day', () => {
    expect(eased(POINTS, 15)?.flip).toEqual({
      ...{ by: 'progress', what: 'physical', amount: 20, day: '2026-02-20', colour: 'yellow' },
    });
  });

  it('gives what it promises, and a hundredth or 10,000 yuan less does not', () => {
    const rules = fc.record({
      measure: fc.constantFrom('physical' as const, 'investment' as const),
      rule: fc.constantFrom(POINTS, RATIO, { ...POINTS, including: ['yellow' as const] }),
    });
    let seen = 0;
    fc.assert(
      fc.property(rules, fc.integer({ min: 0, max: 4_000 }), ({ measure, rule }, hundredths) => {
        const one = eased({ ...rule, measure }, hundredths / 100);
        if (!one) return;
        seen += 1;
        expect(one.exactly).toBe(one.flip.colour);
        expect(one.less).not.toBe(one.flip.colour);
      }),
      { numRuns: 60 },
    );
    expect(seen).toBeGreaterThan(30);
  });
});

describe('the report of a project', () => {
  it('that is loaded history alerts nobody', () => {
    const old = { backfill: true, recordedAt: '2026-02-20T01:00:00.000Z' };

    expect(progress([works('2026-02-20', 5, old)])?.stock).toBe('backfill');
    expect(progress([works('2026-02-20', 5, old), works('2026-03-10', 5)])?.stock).toBeUndefined();
  });

  it('is stock where it was so before the project went live, until it is worse', () => {
    const live = registered(aRegistration({ milestones, goLive: '2026-03-01' }));
    const at = (...facts: Parameters<typeof assessAt>[0]) =>
      signal(
        assessAt([live, ...facts], '2026-03-31', { definitions: under(POINTS) }),
        'project/progress',
      );

    expect(at(works('2026-02-20', 35))).toMatchObject({ colour: 'yellow', stock: 'goLive' });
    expect(at(works('2026-02-20', 35), works('2026-03-12', 55))?.stock).toBe('goLive');
    expect(at(works('2026-02-20', 35), works('2026-03-12', 30))?.stock).toBeUndefined();
  });
});
