import { describe, expect, it } from '@jest/globals';
import type { Dependency } from '../../../domain/fact.ts';
import { upstreamDate } from '../../../domain/upstream.ts';
import {
  aCommand,
  aFact,
  aRegistration,
  assessAt,
  divisionLeader,
  energised,
  milestone,
  plan,
  registered,
  reported,
  voided,
} from '../../support/a-project.ts';

const TODAY = '2026-06-15';
const EDGE: Dependency = {
  on: 'ZZY-001',
  milestone: 'energised',
  gates: 'trialProduction',
  type: 'blocks',
  lagDays: 5,
};

const projectWith = (edge: Partial<Dependency> = {}) =>
  registered(
    aRegistration({
      milestones: [plan('trialProduction', '2026-11-30'), plan('production', '2026-12-31')],
      dependencies: [{ ...EDGE, ...edge }],
    }),
  );

const upstream = (
  expected: string,
  { at = '2026-02-01', planned = '2026-11-20', chain = [] as string[], reached = false } = {},
) =>
  aFact(
    'upstream.date.v1',
    at,
    { project: 'ZZY-001', milestone: 'energised', planned, expected, reached, chain },
    { source: '/upstream/ZZY-001' },
  );

describe('an edge to another project', () => {
  it('has no slack to tell before the other one has told its date', () => {
    const { dependencies } = assessAt([projectWith()], TODAY);

    expect(dependencies).toEqual([
      { ...EDGE, needed: '2026-11-25', reached: false, planConflict: false, chain: ['ZZY-001'] },
    ]);
  });

  it.each([
    { expected: '2026-11-20', slackDays: 5 },
    { expected: '2026-11-25', slackDays: 0 },
    { expected: '2027-01-14', slackDays: -50 },
  ])('has $slackDays days in hand when $expected is expected', ({ expected, slackDays }) => {
    const { dependencies } = assessAt([projectWith(), upstream(expected)], TODAY);

    expect(dependencies).toMatchObject([{ needed: '2026-11-25', expected, slackDays }]);
  });

  it('moves what waits for it, with the chain of blockers from the root on', () => {
    const facts = [projectWith(), upstream('2027-01-14', { chain: ['ZZY-008'] })];

    const assessment = assessAt(facts, TODAY);

    expect(milestone(assessment, 'trialProduction')).toMatchObject({
      due: '2026-11-30',
      expected: '2027-01-19',
      chain: ['ZZY-008', 'ZZY-001'],
    });
    expect(upstreamDate(assessment, 'trialProduction')).toEqual({
      project: 'ZZY-900',
      milestone: 'trialProduction',
      label: { zh: '试生产', en: 'Trial production' },
      planned: '2026-11-30',
      expected: '2027-01-19',
      reached: false,
      chain: ['ZZY-008', 'ZZY-001'],
    });
  });

  it('moves nothing when it is soft, or when the own forecast is later still', () => {
    const late = upstream('2027-01-14');
    const expectedWith = (edge: Partial<Dependency>, ...facts: Parameters<typeof assessAt>[0]) =>
      milestone(assessAt([projectWith(edge), late, ...facts], TODAY), 'trialProduction').expected;

    expect(expectedWith({ type: 'soft' })).toBe('2026-11-30');
    const forecast = aCommand('command.forecast.v1', '2026-03-01', {
      milestone: 'trialProduction',
      date: '2027-03-01',
    });
    expect(expectedWith({}, forecast)).toBe('2027-03-01');
  });

  it('goes by the latest word of the other project', () => {
    const facts = [
      projectWith(),
      upstream('2026-11-10', { at: '2026-05-01' }),
      upstream('2027-01-14', { at: '2026-04-01' }),
    ];

    expect(assessAt(facts, TODAY).dependencies).toMatchObject([{ expected: '2026-11-10' }]);
  });

  it('planned too late from the start is a conflict of plans, which moves nothing and is a finding', () => {
    const facts = [projectWith(), upstream('2026-12-20', { planned: '2026-12-20' })];

    const assessment = assessAt(facts, TODAY);

    expect(assessment.dependencies).toMatchObject([{ planConflict: true, slackDays: -25 }]);
    expect(milestone(assessment, 'trialProduction').expected).toBe('2026-11-30');
    expect(assessment.findings).toMatchObject([
      { id: 'planConflict/ZZY-001/energised/trialProduction', words: { needed: '2026-11-25' } },
    ]);
  });

  it('is no conflict any more once either date is planned anew, even if it is still too late', () => {
    const conflict = upstream('2026-12-20', { planned: '2026-12-20' });
    const anew = upstream('2026-12-19', { planned: '2026-12-19', at: '2026-03-01' });
    const moved = [
      aCommand('command.requestPlanChange.v1', '2026-03-01', {
        changeId: 'x',
        milestone: 'trialProduction',
        to: '2026-12-01',
      }),
      aCommand('command.approvePlanChange.v1', '2026-03-02', {
        changeId: 'x',
        actor: divisionLeader,
      }),
    ];

    for (const facts of [[anew], moved]) {
      expect(assessAt([projectWith(), conflict, ...facts], TODAY).dependencies).toMatchObject([
        { planConflict: false },
      ]);
    }
  });

  it('is no finding any more once the other project is there', () => {
    const facts = [
      projectWith(),
      upstream('2026-12-20', { planned: '2026-12-20' }),
      upstream('2026-05-20', { planned: '2026-12-20', at: '2026-05-20', reached: true }),
    ];

    expect(assessAt(facts, TODAY).findings).toEqual([]);
  });
});

describe('what dependants are told', () => {
  const project = registered(aRegistration({ milestones: [plan('energised', '2026-11-20')] }));
  const told = (...facts: Parameters<typeof assessAt>[0]) => {
    const { expected, reached, planned } =
      upstreamDate(assessAt([project, ...facts], TODAY), 'energised') ?? {};
    return { planned, expected, reached };
  };

  it('is the plan, else the forecast, else the day itself', () => {
    const forecast = aCommand('command.forecast.v1', '2026-03-01', {
      milestone: 'energised',
      date: '2026-12-12',
    });

    const planned = '2026-11-20';
    expect(told()).toEqual({ planned, expected: planned, reached: false });
    expect(told(forecast)).toEqual({ planned, expected: '2026-12-12', reached: false });
    expect(told(forecast, energised('2026-05-05'))).toEqual({
      planned,
      expected: '2026-05-05',
      reached: true,
    });
  });

  it('is not reached while the day is only reported, or its proof withdrawn', () => {
    const claimed = reported('energised', '2026-05-05');
    const connected = energised('2026-05-05');

    expect(told(claimed)).toMatchObject({ expected: '2026-05-05', reached: false });
    expect(told(connected, voided(connected, '2026-06-01'))).toMatchObject({ reached: false });
  });

  it('is the day of a milestone that was reached without being planned', () => {
    const bare = registered(aRegistration({ milestones: [plan('accepted', '2026-11-20')] }));

    expect(upstreamDate(assessAt([bare], TODAY), 'energised')).toBeUndefined();
    expect(
      upstreamDate(assessAt([bare, energised('2026-05-05')], TODAY), 'energised'),
    ).toMatchObject({ planned: '2026-05-05', expected: '2026-05-05', reached: true });
  });
});
