import { describe, expect, it } from '@jest/globals';
import type { ApprovalAssessment } from '../../../../domain/approval/assessment.ts';
import { newsOf } from '../../../../domain/approval/standing.ts';
import { addDays, daysBetween, dayOf, type Day } from '../../../../domain/time.ts';
import type { Fact } from '../../../../domain/fact.ts';
import { opened, standing } from '../../../support/an-approval.ts';
import { anyApprovalStory } from '../../../support/any-approval-story.ts';
import {
  approvalAt as assessedAt,
  approvalDefinitionsWith,
} from '../../../support/assessed-approval.ts';
import { fc } from '../../../support/property.ts';

const definitions = approvalDefinitionsWith();
const approvalAt = (facts: readonly Fact[], at: Day, asOf?: Day) =>
  assessedAt(facts, at, { definitions, ...(asOf && { asOf }) });

/** All that must not change while nobody looks. */
const turnsOf = ({ items, stages, gates, signals, duties, ...rest }: ApprovalAssessment) => ({
  items: items.map(({ id, state, done, colour, applies, waitsFor }) => {
    return { id, state, done, colour, applies, waitsFor };
  }),
  stages: stages.map(({ id, colour, blockedBy }) => ({ id, colour, blockedBy })),
  gates: gates.map(({ milestone, open }) => ({ milestone, open })),
  signals: signals.map(({ id, colour, contributes }) => ({ id, colour, contributes })),
  duties: duties.map(({ id }) => id),
  announcements: rest.announcements,
  colour: rest.colour,
  complete: rest.complete,
  told: newsOf(rest.standing),
});

const wakesOn = ({ nextChangeAt }: ApprovalAssessment): Day | undefined =>
  nextChangeAt === undefined ? undefined : dayOf(nextChangeAt);

/** On the Sunday the power is expected as it will be on the Monday, and turns blue. */
const BEFORE_A_DAY_OFF = {
  facts: [
    opened('2026-02-02'),
    standing('2026-02-02', {
      traits: { eiaClass: 'report_book', powerSupply: 'low_voltage', siteAreaSquareMetres: 100 },
      milestones: { trialProduction: { planned: '2026-07-15' } },
    }),
  ],
  today: '2026-05-09',
};

describe('an approval that sleeps until its next change', () => {
  it('misses nothing, neither for itself nor for its project', () => {
    fc.assert(
      fc.property(anyApprovalStory, fc.nat(60), ({ facts, today }, later) => {
        const now = approvalAt(facts, today, today);
        // Facts of later days are no matter of time alone.
        const wakes = wakesOn(now) ?? addDays(today, 90);
        const asleep = addDays(today, later % daysBetween(today, wakes));
        expect(turnsOf(approvalAt(facts, asleep, today))).toEqual(turnsOf(now));
      }),
      { numRuns: 60, examples: [[BEFORE_A_DAY_OFF, 1]] },
    );
  });

  it('sleeps for months while all that could begin waits for the enterprise', () => {
    const milestones = { groundbreaking: { planned: '2026-12-01' } };
    const waiting = [opened('2026-02-02'), standing('2026-02-02', { milestones })];

    const now = approvalAt(waiting, '2026-02-03');

    expect(now.duties.map(({ kind }) => kind)).toContain('apply');
    expect(wakesOn(now)).toBe('2026-09-28');
    expect(now.standing.expected).toEqual({});
  });

  it('tells its project once a week how much later than planned a gate opens', () => {
    const milestones = { groundbreaking: { planned: '2026-03-20' } };
    const waiting = [opened('2026-02-02'), standing('2026-02-02', { milestones })];
    const told = (day: Day) => approvalAt(waiting, day).standing.expected;

    // Thirty days of land listing and seven working days of permits from the Monday on.
    expect(told('2026-03-02')).toEqual({ groundbreaking: '2026-04-13' });
    expect(told('2026-03-08')).toEqual(told('2026-03-02'));
    expect(told('2026-03-09')).toEqual({ groundbreaking: '2026-04-17' });
    expect(wakesOn(approvalAt(waiting, '2026-03-04'))).toBe('2026-03-09');
  });
});
