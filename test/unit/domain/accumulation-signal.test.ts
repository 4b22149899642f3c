import { describe, expect, it } from '@jest/globals';
import type { Signal } from '../../../domain/assessment.ts';
import { accumulationSignals } from '../../../domain/accumulation-signal.ts';
import type { ColourPolicy } from '../../../domain/definitions.ts';
import {
  anItemSignal,
  aRegistration,
  assessAt,
  definitionsWith,
  plan,
  registered,
  reported,
  signal,
} from '../../support/a-project.ts';

const RULES: ColourPolicy['rules'] = {
  due: { id: 'due', redFrom: 15, contributes: 'full' },
  accumulation: { id: 'accumulation', of: 'yellow', count: 2, colour: 'red', contributes: 'full' },
};
const definitions = definitionsWith({ policy: 'milestones-only' }, ({ policy }) => {
  policy.rules = RULES;
});

const of = (...signals: Signal[]) => accumulationSignals(signals, { definitions })[0];
const yellow = (object: string, more: Partial<Signal> = {}): Signal => ({
  ...anItemSignal(object, 'yellow'),
  ...more,
});

describe('two yellows', () => {
  const project = registered(
    aRegistration({ milestones: [plan('filed', '2026-03-10'), plan('toppedOut', '2026-03-12')] }),
  );
  const at = (day: string, ...facts: Parameters<typeof assessAt>[0]) =>
    assessAt([project, ...facts], day, { definitions });

  it('turn the project red on the day of the second, which is foreseen', () => {
    const [one, two] = [at('2026-03-12'), at('2026-03-13')];

    expect([one.colour, two.colour]).toEqual(['yellow', 'red']);
    expect(one.nextChangeAt).toBe('2026-03-12T16:00:00.000Z');
    expect(two.leading).toBe('project/accumulation');
    expect(signal(two, 'project/accumulation')?.reason).toMatchObject({
      code: 'accumulated',
      numbers: { count: 2 },
      words: { of: 'yellow', items: 'filed toppedOut' },
    });
  });

  it('are one again once either is made up', () => {
    const { flips = [] } = signal(at('2026-03-13'), 'project/accumulation') ?? {};
    const made = at('2026-03-13', reported('toppedOut', '2026-03-13', 'team'));

    expect(flips).toContainEqual({ by: 'reach', milestone: 'toppedOut', colour: 'green' });
    expect(made.colour).toBe('yellow');
    expect(signal(made, 'project/accumulation')).toBeUndefined();
  });

  it('are needed of two things', () => {
    expect(of(yellow('G06'))).toBeUndefined();
    expect(of(yellow('G06'), yellow('G06', { id: 'G06/corrections' }))).toBeUndefined();
    expect(of(yellow('G06'), yellow('G07'))?.colour).toBe('red');
  });

  it.each([
    { why: 'is excused', more: { exempt: { documentNo: '1', by: 'leader' } } },
    { why: 'gives the project less', more: { projectColour: 'blue' as const } },
    {
      why: 'is not sure',
      more: { unverified: { sources: [], verifiedOn: '2026-03-01', heldColour: 'green' as const } },
    },
  ])('leave out what $why', ({ more }) => {
    expect(of(yellow('G06'), yellow('G07', more))).toBeUndefined();
  });

  it('count what was yellow for certain, though it looks red since', () => {
    const unverified = { sources: [], verifiedOn: '2026-03-01', heldColour: 'yellow' as const };

    const red = { colour: 'red', projectColour: 'red', unverified } as const;
    expect(of(yellow('G06'), yellow('G07', red))?.colour).toBe('red');
  });

  it('promise nothing of one thing where three are yellow', () => {
    expect(of(yellow('G06'), yellow('G07'), yellow('G08'))).toMatchObject({
      reason: { numbers: { count: 3 } },
      flips: [],
    });
  });

  it('are no news where both were so before', () => {
    const old = { stock: 'goLive' } as const;

    expect(of(yellow('G06', old), yellow('G07', old))?.stock).toBe('goLive');
    expect(of(yellow('G06', old), yellow('G07'))?.stock).toBeUndefined();
    const history = { stock: 'backfill' } as const;
    expect(of(yellow('G06', history), yellow('G07', history))?.stock).toBe('backfill');
  });
});
