import { describe, expect, it } from '@jest/globals';
import { approvalCore } from '../../../../domain/approval/core.ts';
import type {
  ApprovalAssessment,
  Clock,
  ItemAssessment,
} from '../../../../domain/approval/assessment.ts';
import { unmet, type GraphContext } from '../../../../domain/approval/requirements.ts';
import { workingDaysBetween } from '../../../../domain/calendar.ts';
import type { Fact } from '../../../../domain/fact.ts';
import { addDays, daysBetween, endOf, type Day } from '../../../../domain/time.ts';
import { accepted, opened, permit, standing } from '../../../support/an-approval.ts';
import { anyApprovalFacts } from '../../../support/any-approval.ts';
import { approvalDefinitionsWith } from '../../../support/assessed-approval.ts';
import { fc } from '../../../support/property.ts';

const definitions = approvalDefinitionsWith();
const { template, calendar } = definitions;
const RUNS = { numRuns: 30 };

const assessed = (facts: readonly Fact[], today: Day): ApprovalAssessment =>
  approvalCore.assess(approvalCore.fold(facts), definitions, endOf(today), { closed: false });

const anyToday = fc.integer({ min: 0, max: 60 }).map((days) => addDays('2026-03-01', days));

describe('what the core says of an approval', () => {
  it('is the same in whatever order facts come, and however often', () => {
    const shuffled = anyApprovalFacts.chain((facts) =>
      fc.tuple(
        fc.constant(facts),
        fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 }),
      ),
    );
    fc.assert(
      fc.property(shuffled, anyToday, ([facts, another], today) => {
        expect(assessed(another, today)).toStrictEqual(assessed(facts, today));
      }),
      RUNS,
    );
  });

  it('never counts more days of a limit than have passed', () => {
    fc.assert(
      fc.property(anyApprovalFacts, anyToday, (facts, today) => {
        for (const { clocks } of assessed(facts, today).items) {
          for (const clock of clocks)
            expect(clock.usedDays).toBeLessThanOrEqual(elapsed(clock, today));
        }
      }),
      RUNS,
    );
  });

  it('has no item ready that lacks a prerequisite, and none waiting that lacks none', () => {
    fc.assert(
      fc.property(anyApprovalFacts, anyToday, (facts, today) => {
        const { items } = assessed(facts, today);
        const context = contextOf(items);
        for (const { id, prereq } of template.items) {
          const lacks = unmet(prereq, context).missing;
          const item = items.find((one) => one.id === id);
          if (item?.state === 'ready') expect(lacks).toEqual([]);
          if (item?.state === 'notStarted' && item.applies === 'yes') expect(lacks).not.toEqual([]);
        }
      }),
      RUNS,
    );
  });
});

describe('a longer stop', () => {
  const stopped = (from: number, days: number, more: number): Fact[] => [
    opened(),
    standing('2026-01-01'),
    accepted('2026-03-02', { promisedDays: 7 }),
    permit('permit.clock.suspended.v1', day(from), { suspensionId: '1', reasonCode: 'HEARING' }),
    permit('permit.clock.resumed.v1', day(from + days + more), { suspensionId: '1' }),
  ];
  const day = (n: number): Day => addDays('2026-03-02', n);

  it('never brings a deadline forward, and never takes more of its days', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 30 }),
        (from, days, more) => {
          const [shorter, longer] = [0, more].map((one) => {
            const found = assessed(stopped(from, days, one), '2026-06-01');
            return found.items.find(({ id }) => id === 'G19')?.clocks ?? [];
          });
          expect(longer).toHaveLength(2);
          for (const [nth, { due, usedDays }] of (longer ?? []).entries()) {
            const before = shorter?.[nth];
            expect(due >= (before?.due ?? '9')).toBe(true);
            expect(usedDays).toBeLessThanOrEqual(before?.usedDays ?? NaN);
          }
        },
      ),
      RUNS,
    );
  });
});

function elapsed({ unit, from, endedOn }: Clock, today: Day): number {
  const until = endedOn ?? today;
  if (until <= from) return 0;
  return unit === 'cal' ? daysBetween(from, until) : workingDaysBetween(calendar, from, until).days;
}

const contextOf = (items: readonly ItemAssessment[]): GraphContext => ({
  items: new Map(items.map(({ id, applies, done }) => [id, { applies, done }])),
  milestones: {},
  utilities: {},
});
