import { describe, expect, it } from '@jest/globals';
import type { Fact } from '../../../../domain/fact.ts';
import { addDays } from '../../../../domain/time.ts';
import { recordsOf } from '../../../support/an-approval.ts';
import { anyApprovalFacts } from '../../../support/any-approval.ts';
import { fc } from '../../../support/property.ts';

const shuffled = anyApprovalFacts.chain((facts) =>
  fc.record({
    facts: fc.constant(facts),
    another: fc.shuffledSubarray(facts, { minLength: facts.length }),
    repeated: fc.subarray(facts),
  }),
);

describe('the fold of an approval', () => {
  it('is the same in whatever order facts come, and however often', () => {
    fc.assert(
      fc.property(shuffled, ({ facts, another, repeated }) => {
        const expected = recordsOf(facts);

        expect(recordsOf(another)).toStrictEqual(expected);
        expect(recordsOf([...repeated, ...another, ...repeated])).toStrictEqual(expected);
      }),
    );
  });

  it('is the same for any day of the past in whatever order facts come', () => {
    fc.assert(
      fc.property(shuffled, fc.integer({ min: 0, max: 40 }), ({ facts, another }, days) => {
        const view = { asOf: addDays('2026-03-01', days) };

        expect(recordsOf(another, view)).toStrictEqual(recordsOf(facts, view));
      }),
    );
  });

  it('loses no step: each stands in one application, or is noted as voided', () => {
    fc.assert(
      fc.property(anyApprovalFacts, (facts) => {
        const { dossier, records } = recordsOf(facts);
        const kept = dossier.applications.flatMap(({ steps }) => steps.map(({ ref }) => ref.id));
        const voided = dossier.notes.filter(({ code }) => code === 'voided');
        const steps = new Set(facts.filter(isStep).map(({ id }) => id));

        expect(new Set(kept).size).toBe(kept.length);
        expect(kept.length + voided.length).toBe(steps.size);
        expect(records.flatMap(({ refs }) => refs)).toHaveLength(kept.length);
      }),
    );
  });

  it('gives each application of an item a number of its own', () => {
    fc.assert(
      fc.property(anyApprovalFacts, (facts) => {
        const names = recordsOf(facts).records.map(({ item, no }) => `${item} ${no}`);

        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });
});

const isStep = ({ type }: Fact): boolean =>
  type.startsWith('permit.') || type.startsWith('command.');
