import { describe, expect, it } from '@jest/globals';
import { desired } from '../../../domain/desired.ts';
import { edges } from '../../../domain/edges.ts';
import type { Fact } from '../../../domain/fact.ts';
import {
  aCommand,
  aFact,
  aRegistration,
  assessAt,
  constructionPermit,
  divisionLeader,
  plan,
  registered,
  reported,
  team,
  voided,
} from '../../support/a-project.ts';

const project = registered(
  aRegistration({
    milestones: [
      plan('constructionPermit', '2026-03-01'),
      plan('groundbreaking', '2026-06-15', { redLine: true }),
      plan('accepted', '2026-12-01'),
    ],
    dependencies: [
      { on: 'ZZY-001', milestone: 'energised', gates: 'accepted', type: 'blocks', lagDays: 0 },
    ],
  }),
);
const permit = constructionPermit('2026-03-01');

/** The story from one day and its facts to another with more. */
function story(from: { day: string; facts: Fact[] }, to: { day: string; facts?: Fact[] }) {
  const before = assessAt([project, ...from.facts], from.day);
  const after = assessAt([project, ...from.facts, ...(to.facts ?? [])], to.day);
  return edges(before, after).map(({ kind, object, from: was = '', to: is = '' }) =>
    [kind, object, was, is].join(' ').trimEnd(),
  );
}

const spring = { day: '2026-05-10', facts: [permit] };
const works = reported('groundbreaking', '2026-05-10', 'team');

describe('the story of a project', () => {
  it('begins with its registration, its plan, its people and its colour', () => {
    const first = edges(undefined, assessAt([project], '2026-05-10'));

    expect(first.map(({ kind, object, to }) => [kind, object, to])).toEqual([
      ['registered', 'project', '示例项目'],
      ['planChanged', 'constructionPermit', '2026-03-01'],
      ['planChanged', 'groundbreaking', '2026-06-15'],
      ['planChanged', 'accepted', '2026-12-01'],
      ['statusChanged', 'project', 'active'],
      ['stageChanged', 'project', 'negotiation'],
      ['signalRaised', 'constructionPermit/due', 'red'],
      ['colourChanged', 'project', 'red'],
      ['peopleChanged', 'manager', 'pm-1'],
    ]);
  });

  it.each([
    {
      what: 'time alone',
      to: { day: '2026-05-20' },
      told: ['signalRaised groundbreaking/due green blue', 'colourChanged project green blue'],
    },
    {
      what: 'a milestone that is reached',
      to: { day: '2026-05-10', facts: [works] },
      told: [
        'milestoneReached groundbreaking open 2026-05-10',
        'stageChanged project constructionPermit groundbreaking',
      ],
    },
    {
      what: 'a report that waits for confirmation',
      to: { day: '2026-05-10', facts: [reported('groundbreaking', '2026-05-10')] },
      told: [
        'milestoneChanged groundbreaking open reported',
        'findingOpened confirmationDue/groundbreaking',
      ],
    },
    {
      what: 'a permit that is withdrawn',
      to: { day: '2026-05-10', facts: [voided(permit, '2026-05-10')] },
      told: [
        'milestoneWithdrawn constructionPermit 2026-03-01 withdrawn',
        'signalRaised constructionPermit/withdrawn green red',
        'colourChanged project green red',
      ],
    },
    {
      what: 'a pause',
      to: {
        day: '2026-05-20',
        facts: [aCommand('command.pause.v1', '2026-05-20', { from: '2026-05-20', actor: team })],
      },
      told: ['statusChanged project active paused', 'colourChanged project green grey'],
    },
    {
      what: 'a forecast',
      to: {
        day: '2026-05-10',
        facts: [
          aCommand('command.forecast.v1', '2026-05-10', {
            milestone: 'accepted',
            date: '2026-12-20',
          }),
        ],
      },
      told: [
        'forecastChanged accepted  2026-12-20',
        'signalRaised accepted/forecast green yellow',
        'colourChanged project green yellow',
      ],
    },
    {
      what: 'a plan that is moved',
      to: {
        day: '2026-05-10',
        facts: [
          aCommand('command.requestPlanChange.v1', '2026-05-09', {
            changeId: 'x',
            milestone: 'accepted',
            to: '2026-12-10',
          }),
          aCommand('command.approvePlanChange.v1', '2026-05-10', {
            changeId: 'x',
            actor: divisionLeader,
          }),
        ],
      },
      told: ['planChanged accepted 2026-12-01 2026-12-10'],
    },
    {
      what: 'an upstream date',
      to: {
        day: '2026-05-10',
        facts: [
          aFact('upstream.date.v1', '2026-05-10', {
            project: 'ZZY-001',
            milestone: 'energised',
            planned: '2026-11-20',
            expected: '2026-11-20',
            reached: false,
            chain: [],
          }),
        ],
      },
      told: [
        'upstreamMoved ZZY-001/energised  2026-11-20',
        'signalRaised accepted/blocked/ZZY-001/energised green blue',
        'colourChanged project green blue',
      ],
    },
    {
      what: 'a change of people',
      to: {
        day: '2026-05-10',
        facts: [
          aCommand('command.assign.v1', '2026-05-10', {
            post: 'manager',
            person: 'pm-2',
            from: '2026-05-10',
          }),
        ],
      },
      told: ['peopleChanged manager pm-1 pm-2'],
    },
  ])('tells of $what', ({ to, told }) => {
    expect(story(spring, to)).toEqual(told);
  });

  it('tells of a signal that worsens, eases and clears', () => {
    const late = { day: '2026-06-16', facts: [permit] };

    expect(story(late, { day: '2026-06-22' })).toEqual([
      'signalWorsened groundbreaking/due yellow red',
      'colourChanged project yellow red',
    ]);
    const move = [
      aCommand('command.requestPlanChange.v1', '2026-06-21', {
        changeId: 'x',
        milestone: 'groundbreaking',
        to: '2026-06-20',
      }),
      aCommand('command.approvePlanChange.v1', '2026-06-22', { changeId: 'x' }),
    ];
    expect(
      story({ day: '2026-06-22', facts: [permit] }, { day: '2026-06-22', facts: move }),
    ).toEqual([
      'planChanged groundbreaking 2026-06-15 2026-06-20',
      'signalEased groundbreaking/due red yellow',
      'colourChanged project red yellow',
    ]);
    expect(story(late, { day: '2026-06-16', facts: [works] })).toContain(
      'signalCleared groundbreaking/due yellow green',
    );
  });

  it('tells the day of a milestone that is corrected, and that a finding is settled', () => {
    const gap = reported('accepted', '2026-05-01', 'team');
    const facts = [permit, gap];

    expect(story({ day: '2026-05-10', facts }, { day: '2026-05-10', facts: [works] })).toContain(
      'findingSettled gateOpen/accepted/groundbreaking',
    );
    const earlier = reported('groundbreaking', '2026-05-08', 'team');
    expect(
      story({ day: '2026-05-10', facts: [permit, works] }, { day: '2026-05-10', facts: [earlier] }),
    ).toEqual(['milestoneChanged groundbreaking 2026-05-10 2026-05-08']);
  });

  it('gives the reason of each colour with it', () => {
    const told = edges(
      assessAt([project, permit], '2026-06-15'),
      assessAt([project, permit], '2026-06-16'),
    );

    expect(told.find(({ kind }) => kind === 'colourChanged')?.detail).toMatchObject({
      leading: 'groundbreaking/due',
      reason: { code: 'overdue', days: { due: '2026-06-15' } },
    });
  });
});

describe('the alerts that should exist', () => {
  it('are one for each signal that is not green, as bad as the signal itself', () => {
    const forecast = aCommand('command.forecast.v1', '2026-06-10', {
      milestone: 'groundbreaking',
      date: '2026-08-01',
    });

    expect(desired(assessAt([project, forecast], '2026-06-15'))).toEqual({
      alerts: [
        { id: 'constructionPermit/due', severity: 'red' },
        { id: 'groundbreaking/due', severity: 'blue' },
        { id: 'groundbreaking/forecast', severity: 'red' },
      ],
      approvals: [],
    });
  });

  it('are none while the project is paused', () => {
    const pause = aCommand('command.pause.v1', '2026-06-10', { from: '2026-06-10' });

    expect(desired(assessAt([project, pause], '2026-06-15'))).toEqual({
      alerts: [],
      approvals: [],
    });
  });
});
