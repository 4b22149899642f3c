import { describe, expect, it } from '@jest/globals';
import { aYearOfFacts } from '../../../bench/core/project-facts.ts';
import { walk, type Step } from '../../../bench/core/walk-year.ts';
import { assess } from '../../../domain/assess.ts';
import type { Assessment } from '../../../domain/assessment.ts';
import type { Fact } from '../../../domain/fact.ts';
import { fold } from '../../../domain/fold.ts';
import { addDays, endOf, startOf, type Day } from '../../../domain/time.ts';
import { definitionsWith } from '../../support/a-project.ts';
import { anyDay, anyFacts } from '../../support/any-project.ts';
import { fc } from '../../support/property.ts';

const definitions = definitionsWith({ policy: 'milestones-only' });

const stretch = (first: Day, days: number) => ({
  days: Array.from({ length: days }, (_, nth) => addDays(first, nth)),
  bounds: { from: startOf(first), until: startOf(addDays(first, days)) },
});

/** What holds at the end of each day, looked at day by day; nothing before the registration. */
function dayByDay(facts: readonly Fact[], days: readonly Day[]): [Day, Assessment | undefined][] {
  let past: Assessment | undefined;
  return days.map((day) => {
    const dossier = fold(facts, { asOf: endOf(day) });
    if (dossier.registration) {
      past = assess(dossier, definitions, endOf(day), { closed: past?.closed === true });
    }
    return [day, past];
  });
}

const holdingAt = (steps: readonly Step[], day: Day): Assessment | undefined =>
  steps.filter(({ at }) => at <= endOf(day)).at(-1)?.assessment;

const walked = (steps: readonly Step[], days: readonly Day[]) =>
  days.map((day) => [day, holdingAt(steps, day)]);

describe('walking from change to change', () => {
  it.each([0, 16, 44])('finds what each day of a year of project %d shows', (nth) => {
    const { days, bounds } = stretch('2026-01-01', 365);
    const facts = aYearOfFacts(nth);

    const steps = walk(facts, definitions, bounds);

    expect(walked(steps, days)).toEqual(dayByDay(facts, days));
    expect(steps.length).toBeLessThan(days.length / 4);
  });

  it('finds what each day of any project shows, whatever was corrected or voided', () => {
    fc.assert(
      fc.property(anyFacts, anyDay, (facts, first) => {
        const { days, bounds } = stretch(first, 40);

        const steps = walk(facts, definitions, bounds);

        expect(walked(steps, days)).toEqual(dayByDay(facts, days));
      }),
      { numRuns: 30 },
    );
  });
});
