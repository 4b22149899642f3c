import { describe, expect, it } from '@jest/globals';
import { count } from '../../../../domain/approval/clocks.ts';
import { colourOn, colourStarts, limitColour } from '../../../../domain/approval/limit-colour.ts';
import type { Colour, LimitRule } from '../../../../domain/definitions.ts';
import { addDays } from '../../../../domain/time.ts';
import { catalogue } from '../../../support/a-project.ts';
import { shippedCalendar } from '../../../support/shipped-calendar.ts';

const shipped = (name: 'approvalLimit' | 'umbrella'): LimitRule => {
  const rule = catalogue.policies.get('default')?.rules[name];
  if (!rule) throw new Error('The default policy colours no limits of approvals');
  return rule;
};
const rule = shipped('approvalLimit');
const LIMIT_RULES = [rule, shipped('umbrella')];

/** The policy as its table says it, a row a colour: each claims its days by itself. */
const ROWS: Record<Colour, (limit: number, left: number) => boolean> = {
  red: (_, left) => left < -3,
  yellow: (_, left) => left < 0 && left >= -3,
  blue: (limit, left) =>
    left >= 0 &&
    ((limit >= 5 && left <= Math.max(1, Math.floor(0.3 * limit))) ||
      (limit >= 2 && limit <= 4 && left === 0)),
  green: (limit, left) =>
    left >= 0 &&
    (limit < 2 ||
      (limit <= 4 && left > 0) ||
      (limit >= 5 && left > Math.max(1, Math.floor(0.3 * limit)))),
};

const LIMITS = Array.from({ length: 61 }, (_, limit) => limit);

describe('limitColour', () => {
  it.each(LIMITS)(
    'gives every share left of a limit of %i days the one colour of its row',
    (limit) => {
      for (let left = limit; left >= -10; left -= 1) {
        const claiming = Object.entries(ROWS).flatMap(([colour, claims]) =>
          claims(limit, left) ? [colour] : [],
        );
        for (const one of LIMIT_RULES) expect(claiming).toEqual([limitColour(one, limit, left)]);
      }
    },
  );

  it.each([
    { limit: 1, left: 0, colour: 'green' },
    { limit: 2, left: 1, colour: 'green' },
    { limit: 2, left: 0, colour: 'blue' },
    { limit: 4, left: 0, colour: 'blue' },
    { limit: 5, left: 2, colour: 'green' },
    { limit: 5, left: 1, colour: 'blue' },
    { limit: 20, left: 7, colour: 'green' },
    { limit: 20, left: 6, colour: 'blue' },
    { limit: 20, left: -1, colour: 'yellow' },
    { limit: 20, left: -3, colour: 'yellow' },
    { limit: 20, left: -4, colour: 'red' },
  ])('is $colour with $left days left of $limit', ({ limit, left, colour }) => {
    expect(limitColour(rule, limit, left)).toBe(colour);
  });
});

describe('colourStarts', () => {
  it.each([0, 1, 2, 4, 5, 10, 20, 60])('says when a running limit of %i days turns', (n) => {
    const span = { kind: 'promised' as const, limit: { n, unit: 'wd' as const }, stops: [] };
    const from = '2026-02-13';
    const starts = colourStarts(rule, count({ ...span, from }, shippedCalendar, from));

    for (let days = 0; days < 120; days += 1) {
      const day = addDays(from, days);
      const { clock } = count({ ...span, from }, shippedCalendar, day);
      expect([day, colourOn(starts, day)]).toEqual([
        day,
        limitColour(rule, clock.limitDays, clock.leftDays),
      ]);
    }
  });
});
