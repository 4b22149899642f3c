import { describe, expect, it } from '@jest/globals';
import { beforeRedLines, contributionOf } from '../../../../domain/approval/weight.ts';
import { needColour } from '../../../../domain/approval/utility-signal.ts';
import { approvalDefinitionsWith } from '../../../support/assessed-approval.ts';

const { template, policy } = approvalDefinitionsWith();

describe('what a project takes of an item', () => {
  const rule = { contributes: 'full', withFloat: 'none' } as const;

  it.each([
    { floatDays: 0, beforeRedLine: false, isPastLaw: false, takes: 'full' },
    { floatDays: 1, beforeRedLine: true, isPastLaw: false, takes: 'full' },
    { floatDays: 1, beforeRedLine: false, isPastLaw: true, takes: 'full' },
    { floatDays: 1, beforeRedLine: false, isPastLaw: false, takes: 'none' },
    { floatDays: undefined, beforeRedLine: false, isPastLaw: false, takes: 'none' },
  ])(
    'is $takes with float $floatDays, before a red line $beforeRedLine, past the law $isPastLaw',
    ({ takes, ...weight }) => {
      expect(contributionOf(rule, weight)).toBe(takes);
    },
  );

  it('knows what leads to a red-line milestone that is still ahead, through prerequisites and supplies', () => {
    const groundbreaking = { groundbreaking: { planned: '2026-06-01', redLine: true as const } };
    const before = beforeRedLines(template, groundbreaking);

    expect(['G01', 'G12', 'G19'].every((id) => before.has(id))).toBe(true);
    expect(['G20', 'G26', 'G-power'].some((id) => before.has(id))).toBe(false);
    const trial = { trialProduction: { planned: '2026-06-01', redLine: true as const } };
    expect(beforeRedLines(template, trial).has('G-power')).toBe(true);
    const reached = { groundbreaking: { ...groundbreaking.groundbreaking, reached: '2026-05-30' } };
    expect(beforeRedLines(template, reached).size).toBe(0);
  });
});

describe('a supply against the day on which it is needed', () => {
  it.each([
    { slack: 31, colour: 'green' },
    { slack: 30, colour: 'blue' },
    { slack: 0, colour: 'blue' },
    { slack: -1, colour: 'yellow' },
    { slack: -14, colour: 'yellow' },
    { slack: -15, colour: 'red' },
  ])('is $colour with $slack working days to spare', ({ slack, colour }) => {
    const rule = policy.rules.utilityNeed;
    if (!rule) throw new Error('The default policy does not look at supplies');

    expect(needColour(rule, slack)).toBe(colour);
  });
});
