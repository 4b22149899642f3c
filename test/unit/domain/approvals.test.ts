import { describe, expect, it } from '@jest/globals';
import { desired } from '../../../domain/desired.ts';
import type { Signal } from '../../../domain/assessment.ts';
import { edges } from '../../../domain/edges.ts';
import type { Fact, Registration } from '../../../domain/fact.ts';
import { fold } from '../../../domain/fold.ts';
import { projectStanding } from '../../../domain/project-standing.ts';
import type { Day } from '../../../domain/time.ts';
import {
  aCommand,
  aFact,
  aGate,
  anItemSignal,
  approvalSaid,
  aRegistration,
  assessAt,
  definitionsWith,
  divisionLeader,
  milestone,
  plan,
  registered,
  reported,
  signal,
  voided,
} from '../../support/a-project.ts';

const TODAY = '2026-04-01';
const projectWith = (overrides: Partial<Registration> = {}) =>
  registered(
    aRegistration({
      milestones: [plan('signed', '2026-01-05'), plan('groundbreaking', '2026-06-15')],
      ...overrides,
    }),
  );
const project = projectWith();
const submitted = aFact('permit.application.submitted.v1', '2026-02-02', { itemCode: 'G07' });

const phased = (phase: string): Fact => {
  const fact = reported('groundbreaking', '2026-03-20', 'team');
  return { ...fact, data: { ...fact.data, phase } } as Fact; // the data of a reported milestone
};
const signed = reported('signed', '2026-01-05', 'team');

const roundsOf = (...facts: Fact[]) =>
  desired(assessAt(facts, TODAY)).approvals.map(({ id, phase }) => (phase ? `${id} ${phase}` : id));

const limit = (colour: Signal['colour']) => anItemSignal('G07', colour);

describe('the approvals that should exist', () => {
  it.each([
    { when: 'nothing was heard of permits and nothing reached', facts: [project], rounds: [] },
    { when: 'the first permit fact has come', facts: [project, submitted], rounds: ['approval/1'] },
    {
      when: 'that fact was typed in error',
      facts: [project, submitted, voided(submitted, '2026-02-03')],
      rounds: [],
    },
    {
      when: 'the milestone of the template is reached',
      facts: [project, signed],
      rounds: ['approval/1'],
    },
    {
      when: 'a later one is reached and that one is not in the plan',
      facts: [
        projectWith({ milestones: [plan('filed', '2026-06-15'), plan('accepted', '2026-09-15')] }),
        reported('filed', '2026-02-01', 'team'),
      ],
      rounds: ['approval/1'],
    },
    {
      when: 'the project is in the pipeline',
      facts: [projectWith({ pipeline: true }), submitted],
      rounds: [],
    },
    {
      when: 'the project is over',
      facts: [
        project,
        submitted,
        aCommand('command.terminate.v1', '2026-03-01', { actor: divisionLeader }),
      ],
      rounds: [],
    },
    {
      when: 'it has spoken, though what began it was taken back',
      facts: [project, submitted, approvalSaid('2026-02-02'), voided(submitted, '2026-02-03')],
      rounds: ['approval/1'],
    },
    {
      when: 'a project in phases has begun its first',
      facts: [projectWith({ phases: ['1', '2'] }), submitted],
      rounds: ['approval/1 1'],
    },
    {
      when: 'a milestone of the second phase has come',
      facts: [projectWith({ phases: ['1', '2', '3'] }), phased('2')],
      rounds: ['approval/1 1', 'approval/2 2'],
    },
  ])('are $rounds when $when', ({ facts, rounds }) => {
    expect(roundsOf(...facts)).toEqual(rounds);
  });

  it('are of the template that the lifecycle names, and none where it names none', () => {
    const definitions = definitionsWith({ template: 'tenant' });

    expect(desired(assessAt([project, submitted], TODAY, { definitions })).approvals).toEqual([
      { id: 'approval/1', round: 1, template: 'T' },
    ]);
    const pipeline = definitionsWith({ template: 'pipeline' });
    expect(assessAt([project, submitted], TODAY, { definitions: pipeline })).not.toHaveProperty(
      'approvals',
    );
  });
});

describe('what an approval has said', () => {
  const opened = approvalSaid('2026-02-02', { gates: [aGate('groundbreaking', ['G19'])] });

  it('is shown whole with the names of its items, the last word replacing all before', () => {
    const last = approvalSaid('2026-03-02', {
      gates: [aGate('groundbreaking')],
      complete: true,
    });

    expect(assessAt([project, opened], TODAY).approvals).toMatchObject([
      {
        ...{ round: 1, template: 'G', approval: 'approval/ZZY-900', complete: false },
        gates: [aGate('groundbreaking', ['G19'])],
        names: { G19: { zh: '施工许可证' } },
      },
    ]);
    expect(assessAt([project, last, opened], TODAY).approvals).toMatchObject([
      { complete: true, gates: [aGate('groundbreaking')], names: {} },
    ]);
  });

  it('colours the project as far as each signal contributes, and alerts for each', () => {
    const news = approvalSaid('2026-03-12', { signals: [limit('yellow')] });
    const assessment = assessAt([project, signed, opened, news], TODAY);

    expect(assessment).toMatchObject({ colour: 'yellow', leading: 'G07/limit' });
    expect(desired(assessment).alerts).toContainEqual({ id: 'G07/limit', severity: 'yellow' });
  });

  it.each<{ when: string; facts: Fact[]; stock: string | undefined }>([
    {
      when: 'it was so on the first day of the approval',
      facts: [approvalSaid('2026-03-12', { signals: [limit('yellow')] })],
      stock: 'goLive',
    },
    {
      when: 'it came later',
      facts: [opened, approvalSaid('2026-03-12', { signals: [limit('yellow')] })],
      stock: undefined,
    },
    {
      when: 'it has got worse since',
      facts: [
        approvalSaid('2026-03-12', { signals: [limit('yellow')] }),
        approvalSaid('2026-03-16', { signals: [limit('red')] }),
      ],
      stock: undefined,
    },
    {
      when: 'it has eased since',
      facts: [
        approvalSaid('2026-03-12', { signals: [limit('red')] }),
        approvalSaid('2026-03-16', { signals: [limit('yellow')] }),
      ],
      stock: 'goLive',
    },
  ])('is stock ($stock) when $when', ({ facts, stock }) => {
    expect(signal(assessAt([project, ...facts], TODAY), 'G07/limit')?.stock).toBe(stock);
  });

  it('is told apart by round where several rounds speak of the same item', () => {
    const rounds = [1, 2].map((round) =>
      approvalSaid('2026-03-12', { round, signals: [limit('yellow')] }),
    );
    const { signals } = assessAt([projectWith({ phases: ['1', '2'] }), ...rounds], TODAY);

    expect(signals.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['G07/limit', '2/G07/limit']),
    );
  });

  it('colours nothing while the project is paused', () => {
    const pause = aCommand('command.pause.v1', '2026-03-15', { from: '2026-03-15' });
    const news = approvalSaid('2026-03-12', { signals: [limit('red')] });

    expect(assessAt([project, news, pause], TODAY)).toMatchObject({ colour: null, signals: [] });
  });

  it.each<{ expected: Day; by: Day }>([
    { expected: '2026-06-15', by: '2026-06-01' },
    { expected: '2026-07-03', by: '2026-07-03' },
  ])(
    'lets groundbreaking be expected on $expected when its gate opens on $by',
    ({ expected, by }) => {
      const news = approvalSaid('2026-03-12', { expected: { groundbreaking: by } });

      expect(milestone(assessAt([project, news], TODAY), 'groundbreaking').expected).toBe(expected);
    },
  );

  it('moves no milestone that has been reached', () => {
    const news = approvalSaid('2026-03-12', { expected: { signed: '2026-07-03' } });

    expect(milestone(assessAt([project, signed, news], TODAY), 'signed').expected).toBe(
      '2026-01-05',
    );
  });
});

describe('the story of a project with an approval', () => {
  const first = [project, signed];
  const shut = [
    ...first,
    approvalSaid('2026-02-02', { gates: [aGate('groundbreaking', ['G19'])] }),
  ];
  const open = [...shut, approvalSaid('2026-03-02', { gates: [aGate('groundbreaking')] })];
  const again = [
    ...open,
    approvalSaid('2026-03-09', { gates: [aGate('groundbreaking', ['G19'])] }),
  ];
  const between = (before: Fact[], after: Fact[]) =>
    edges(assessAt(before, TODAY), assessAt(after, TODAY)).map(({ kind, object }) => [
      kind,
      object,
    ]);

  it('tells that it was opened, and each gate that opens or closes', () => {
    expect(between([project], first)).toContainEqual(['approvalOpened', 'approval/1']);
    expect(between(shut, open)).toEqual([['gateOpened', 'groundbreaking']]);
    expect(between(open, again)).toEqual([['gateClosed', 'groundbreaking']]);
  });

  it('does not tell of gates that were open already when the approval first spoke', () => {
    expect(
      between(first, [...first, approvalSaid('2026-02-02', { gates: [aGate('groundbreaking')] })]),
    ).toEqual([]);
  });

  it('goes on from a snapshot of a core that knew no approvals', () => {
    const { approvals, ...older } = assessAt(first, TODAY);

    expect(approvals).toHaveLength(1);
    expect(edges({ ...older, coreVersion: 2 }, assessAt(first, TODAY))).toMatchObject([
      { kind: 'approvalOpened', object: 'approval/1', to: 'G' },
    ]);
  });
});

describe('what a project tells its approvals', () => {
  it('is its status, manager, traits and milestones with their days', () => {
    const facts = [
      projectWith({
        traits: { eiaClass: 'report_form' },
        milestones: [
          plan('signed', '2026-01-05'),
          plan('groundbreaking', '2026-06-15', { redLine: true }),
        ],
      }),
      signed,
    ];

    expect(projectStanding(assessAt(facts, TODAY), fold(facts))).toEqual({
      name: '示例项目',
      status: 'active',
      closed: false,
      manager: 'pm-1',
      traits: { eiaClass: 'report_form' },
      milestones: {
        signed: { planned: '2026-01-05', reached: '2026-01-05' },
        groundbreaking: { planned: '2026-06-15', redLine: true },
      },
    });
  });

  it('counts what is not needed as reached on no known day, and moves plans by pauses', () => {
    const facts = [
      project,
      aCommand('command.markNotApplicable.v1', '2026-02-01', { milestone: 'worksCompleted' }),
      aCommand('command.pause.v1', '2026-02-01', { from: '2026-02-01' }),
      aCommand('command.resume.v1', '2026-02-11', { on: '2026-02-11' }),
    ];

    expect(projectStanding(assessAt(facts, TODAY), fold(facts)).milestones).toMatchObject({
      worksCompleted: { reached: null },
      groundbreaking: { planned: '2026-06-25' },
    });
  });
});
