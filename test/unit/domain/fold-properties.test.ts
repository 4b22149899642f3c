import { describe, expect, it } from '@jest/globals';
import type { Fact } from '../../../domain/fact.ts';
import { orderFacts, orderTimes } from '../../../domain/order.ts';
import { assessAt } from '../../support/a-project.ts';
import { anyDay, anyFacts } from '../../support/any-project.ts';
import { fc } from '../../support/property.ts';

const shuffled = anyFacts.chain((facts) =>
  fc.record({
    facts: fc.constant(facts),
    another: fc.shuffledSubarray(facts, { minLength: facts.length }),
    repeated: fc.subarray(facts),
  }),
);

describe('fold and assess', () => {
  it('say the same in whatever order facts come, and however often', () => {
    fc.assert(
      fc.property(shuffled, anyDay, ({ facts, another, repeated }, day) => {
        const expected = assessAt(facts, day);

        expect(assessAt(another, day)).toStrictEqual(expected);
        expect(assessAt([...repeated, ...another, ...repeated], day)).toStrictEqual(expected);
      }),
    );
  });

  it('say the same of any day of the past in whatever order facts come', () => {
    fc.assert(
      fc.property(shuffled, anyDay, ({ facts, another, repeated }, asOf) => {
        const view = (list: Fact[]) => assessAt(list, asOf, { asOf });

        expect(view([...another, ...repeated])).toStrictEqual(view(facts));
      }),
    );
  });

  it('count a fact that came twice from its first arrival on', () => {
    fc.assert(
      fc.property(anyFacts, anyDay, fc.boolean(), (facts, day, laterFirst) => {
        const later = facts.map((one): Fact => ({ ...one, arrivedAt: '2030-01-01T00:00:00.000Z' }));
        const both = laterFirst ? [...later, ...facts] : [...facts, ...later];

        expect(assessAt(both, day)).toStrictEqual(assessAt(facts, day));
      }),
    );
  });
});

describe('the order of facts', () => {
  it('is the same from any order of arrival', () => {
    fc.assert(
      fc.property(shuffled, ({ facts, another }) => {
        expect(orderFacts(another)).toEqual(orderFacts(facts));
      }),
    );
  });

  it('is total and transitive: one key that rises strictly from fact to fact', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const times = orderTimes(facts);
        const key = (fact: Fact) =>
          JSON.stringify([
            String(times.get(fact)).padStart(15, '0'),
            fact.source,
            fact.applicationNo ?? '',
            fact.sequence === undefined ? 0 : fact.sequence + 1,
            fact.id,
          ]);
        const keys = orderFacts(facts).map(key);

        expect(keys).toEqual([...keys].sort());
        expect(new Set(keys).size).toBe(facts.length);
      }),
    );
  });

  it("keeps a source's own numbering within an application, whatever times it typed", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const numbers = new Map<string, number[]>();
        for (const { source, applicationNo, sequence } of orderFacts(facts)) {
          if (applicationNo === undefined || sequence === undefined) continue;
          const key = `${source} ${applicationNo}`;
          numbers.set(key, [...(numbers.get(key) ?? []), sequence]);
        }

        for (const list of numbers.values()) expect(list).toEqual([...list].sort((a, b) => a - b));
      }),
    );
  });
});
