import { describe, expect, it } from '@jest/globals';
import { slackColour } from '../../../domain/blocked-signal.ts';
import { severity } from '../../../domain/colour.ts';
import type { ColourPolicy } from '../../../domain/definitions.ts';
import { desired } from '../../../domain/desired.ts';
import type { Dependency, Registration } from '../../../domain/fact.ts';
import { addDays } from '../../../domain/time.ts';
import {
  aCommand,
  aFact,
  aRegistration,
  assessAt,
  definitionsWith,
  mainLeader,
  plan,
  registered,
  reported,
  signal,
} from '../../support/a-project.ts';
import { fc } from '../../support/property.ts';

const TODAY = '2026-06-15';
/** What the gated milestone needs of the other project: five days before 2026-11-30. */
const NEEDED = '2026-11-25';
const RULE = {
  ...{ id: 'blocked', blueWithin: 13, redFrom: 31 },
  contributes: 'full',
  softContributes: 'capBlue',
} as const;

const definitions = definitionsWith({ policy: 'milestones-only' }, ({ policy }) => {
  const rules: ColourPolicy['rules'] = { blocked: RULE };
  policy.rules = rules;
});

const EDGE: Dependency = {
  on: 'ZZY-001',
  milestone: 'energised',
  gates: 'trialProduction',
  type: 'blocks',
  lagDays: 5,
};
const ID = 'trialProduction/blocked/ZZY-001/energised';

const project = (edge: Partial<Dependency> = {}, more: Partial<Registration> = {}) =>
  registered(
    aRegistration({
      milestones: [plan('signed', '2026-01-05'), plan('trialProduction', '2026-11-30')],
      dependencies: [{ ...EDGE, ...edge }],
      ...more,
    }),
  );

/** The other project's word on when it will be there, planned long before. */
const upstream = (
  expected: string,
  { at = '2026-02-01', planned = '2026-06-30', chain = [] as string[], reached = false } = {},
) =>
  aFact(
    'upstream.date.v1',
    at,
    { project: 'ZZY-001', milestone: 'energised', planned, expected, reached, chain },
    { source: '/upstream/ZZY-001' },
  );

const inHand = (days: number, more: Parameters<typeof upstream>[1] = {}) =>
  upstream(addDays(NEEDED, -days), more);

const assessed = (facts: Parameters<typeof assessAt>[0]) => assessAt(facts, TODAY, { definitions });
const blockedBy = (...facts: Parameters<typeof assessAt>[0]) => signal(assessed(facts), ID);

describe('what a project waits for', () => {
  it.each([
    { days: 14, colour: undefined },
    { days: 13, colour: 'blue' },
    { days: 0, colour: 'blue' },
    { days: -1, colour: 'yellow' },
    { days: -30, colour: 'yellow' },
    { days: -31, colour: 'red' },
  ])('with $days days in hand is $colour', ({ days, colour }) => {
    expect(blockedBy(project(), inHand(days))?.colour).toBe(colour);
  });

  it('has exactly one colour for each number of days, no better for fewer', () => {
    fc.assert(
      fc.property(
        fc.record({ blueWithin: fc.nat(60), redFrom: fc.integer({ min: 1, max: 60 }) }),
        fc.integer({ min: -100, max: 100 }),
        (limits, days) => {
          const at = (slack: number) => severity(slackColour({ ...RULE, ...limits }, slack));
          expect(at(days)).toBeGreaterThanOrEqual(at(days + 1));
          expect(at(-limits.redFrom)).toBe(severity('red'));
          expect(at(limits.blueWithin + 1)).toBe(severity('green'));
        },
      ),
    );
  });

  it('says the days, the numbers and the chain from the root blocker on', () => {
    expect(blockedBy(project(), inHand(-12, { chain: ['ZZY-008', 'ZZY-009'] }))).toMatchObject({
      object: 'trialProduction',
      kind: 'blocked',
      reason: {
        code: 'blocked',
        numbers: { slackDays: -12, lateDays: 12, blueWithin: 13, redFrom: 31 },
        days: { needed: NEEDED, expected: '2026-12-07', due: '2026-11-30' },
        words: {
          ...{ on: 'ZZY-001', milestone: 'energised', gates: 'trialProduction' },
          ...{ root: 'ZZY-008', chain: 'ZZY-008 ZZY-009 ZZY-001', type: 'blocks' },
        },
      },
      facts: [{ source: '/upstream/ZZY-001' }],
      causes: ['upstream'],
    });
  });

  it('is 0 days late where it comes on the very day, not -0, which JSON cannot say', () => {
    expect(blockedBy(project(), inHand(0))?.reason.numbers['lateDays']).toBe(0);
  });

  it('takes no more than blue of a soft edge, which colours itself all the same', () => {
    const soft = assessed([project({ type: 'soft' }), inHand(-40)]);

    expect(signal(soft, ID)).toMatchObject({ colour: 'red', projectColour: 'blue' });
    expect(soft.colour).toBe('blue');
  });

  it.each([
    { why: 'the other one is there', facts: [project(), inHand(-40, { reached: true })] },
    {
      why: 'the plans contradict one another',
      facts: [project(), inHand(-40, { planned: '2026-12-20' })],
    },
    { why: 'the other one has told no date', facts: [project()] },
    {
      why: 'the own milestone is reached',
      facts: [project(), inHand(-40), reported('trialProduction', '2026-06-01', 'team')],
    },
    {
      why: 'no policy asks',
      facts: [project(), inHand(-40)],
      definitions: definitionsWith({ policy: 'milestones-only' }),
    },
  ])('speaks of nothing when $why', ({ facts, definitions: others = definitions }) => {
    const { signals } = assessAt(facts, TODAY, { definitions: others });

    expect(signals.filter(({ kind }) => kind === 'blocked')).toEqual([]);
  });

  it('speaks of each edge by itself', () => {
    const other = { ...EDGE, on: 'ZZY-002' };
    const also = aFact(
      'upstream.date.v1',
      '2026-02-01',
      { ...inHand(3).data, project: 'ZZY-002' },
      { source: '/upstream/ZZY-002' },
    );
    const both = assessed([project({}, { dependencies: [EDGE, other] }), inHand(-3), also]);

    expect(both.signals.map(({ id, colour }) => [id, colour])).toEqual([
      [ID, 'yellow'],
      ['trialProduction/blocked/ZZY-002/energised', 'blue'],
    ]);
  });
});

describe('in the pipeline', () => {
  const waiting = (days: number) => assessed([project({}, { pipeline: true }), inHand(days)]);

  it('it is shown and told, and gives the project no colour', () => {
    const assessment = waiting(-40);

    expect(assessment).toMatchObject({ status: 'pipeline', colour: null });
    expect(assessment.leading).toBeUndefined();
    expect(signal(assessment, ID)).toMatchObject({
      colour: 'red',
      contributes: 'none',
      projectColour: 'green',
    });
    expect(desired(assessment).alerts).toEqual([{ id: ID, severity: 'red' }]);
  });

  it('nothing else speaks, however late its own dates are', () => {
    const late = project(
      {},
      {
        pipeline: true,
        milestones: [plan('signed', '2026-01-05'), plan('trialProduction', '2026-02-01')],
      },
    );

    expect(assessAt([late], TODAY).signals).toEqual([]);
  });
});

describe('what was so before the project went live', () => {
  const live = project({}, { goLive: '2026-03-01' });

  it('is stock as long as it gets no worse', () => {
    const said = [live, inHand(-3), inHand(-5, { at: '2026-04-01' })];

    expect(blockedBy(...said)).toMatchObject({ colour: 'yellow', stock: 'goLive' });
  });

  it('is news once it is worse, and where it was told later', () => {
    expect(blockedBy(live, inHand(-3), inHand(-31, { at: '2026-04-01' }))?.stock).toBeUndefined();
    expect(blockedBy(live, inHand(-3, { at: '2026-03-02' }))?.stock).toBeUndefined();
  });
});

describe('the change that would ease it', () => {
  const flipsOf = (days: number) => blockedBy(project(), inHand(days))?.flips ?? [];
  const turned = (days: number, by: 'upstream' | 'plan', shift: number) => {
    const flip = flipsOf(days).find((one) => one.by === by);
    const day = addDays(flip?.day ?? '', shift);
    const acts =
      by === 'upstream'
        ? [upstream(day, { at: TODAY })]
        : [
            aCommand('command.requestPlanChange.v1', TODAY, {
              ...{ changeId: 'x', milestone: 'trialProduction', to: day },
            }),
            aCommand('command.approvePlanChange.v1', `${TODAY}T10:00:00.000Z`, {
              ...{ changeId: 'x', actor: mainLeader },
            }),
          ];
    const facts = [project(), inHand(days), ...acts];
    return { promised: flip?.colour, colour: blockedBy(...facts)?.colour ?? 'green' };
  };

  it.each([
    { days: 13, to: 'green' },
    { days: -1, to: 'blue' },
    { days: -30, to: 'blue' },
    { days: -31, to: 'yellow' },
    { days: -90, to: 'yellow' },
  ])(
    'from $days days in hand gives $to by the blocker or by the plan, and one day less does not',
    ({ days, to }) => {
      for (const [by, less] of [
        ['upstream', 1],
        ['plan', -1],
      ] as const) {
        expect(turned(days, by, 0)).toEqual({ promised: to, colour: to });
        expect(turned(days, by, less).colour).not.toBe(to);
      }
    },
  );

  it('is no plan that would only contradict the other one again', () => {
    const first = [project(), inHand(0, { planned: '2026-12-02' })];
    const moved = [
      aCommand('command.requestPlanChange.v1', '2026-03-01', {
        ...{ changeId: 'x', milestone: 'trialProduction', to: '2026-11-20' },
      }),
      aCommand('command.approvePlanChange.v1', '2026-03-02', {
        ...{ changeId: 'x', actor: mainLeader },
      }),
    ];

    const flips = blockedBy(...first, ...moved)?.flips.map(({ by }) => by);

    expect(flips).toEqual(['upstream']);
  });
});
