import type { FactRef } from './assessment.ts';
import type { Fact, FactOf } from './fact.ts';
import { orderFacts } from './order.ts';
import type { Moment } from './time.ts';

/** Facts as they stand after corrections, without what was voided. */
export interface Resolved {
  /** In fold order; the voids are among them, so that each has its place in the story. */
  facts: Fact[];
  /** What each void took away. */
  voided: Map<Fact, Fact>;
  /** Corrections and voids whose target has not come yet; they wait for it. */
  withoutTarget: { ref: FactRef; code: 'correctionOfUnknown' | 'voidOfUnknown'; target: string }[];
}

type Correction = FactOf<'event.corrected.v1'>;
type Void = FactOf<'event.voided.v1'>;

const keyOf = (source: string, id: string): string => `${source}\n${id}`;

/**
 * Applies corrections and voids to the facts that they name, in the same source. The latest
 * correction of a field wins; a correction of a correction counts for its target; a void can not be
 * voided.
 */
export function resolve(facts: readonly Fact[]): Resolved {
  const byKey = new Map(facts.map((fact) => [keyOf(fact.source, fact.id), fact]));
  const ordered = orderFacts([...byKey.values()]);
  const voids = ordered.filter((fact): fact is Void => fact.type === 'event.voided.v1');
  const voidedBy = new Map(voids.map((by) => [keyOf(by.source, by.data.target), by]));
  const corrections = ordered.filter(
    (fact): fact is Correction =>
      fact.type === 'event.corrected.v1' && !voidedBy.has(keyOf(fact.source, fact.id)),
  );

  const changes = new Map<string, Correction[]>();
  for (const correction of corrections) {
    const root = rootTarget(correction, byKey);
    changes.set(root, [...(changes.get(root) ?? []), correction]);
  }
  const corrected = [...byKey]
    .filter(([, fact]) => fact.type !== 'event.corrected.v1')
    .map(([key, fact]) => ({ key, fact: (changes.get(key) ?? []).reduce(correct, fact) }));
  const standing = corrected.filter(
    ({ key, fact }) => fact.type === 'event.voided.v1' || !voidedBy.has(key),
  );

  return {
    facts: orderFacts(standing.map(({ fact }) => fact)),
    voided: new Map(
      corrected.flatMap(({ key, fact }) => {
        const by = voidedBy.get(key);
        return by && fact.type !== 'event.voided.v1' ? [[by, fact]] : [];
      }),
    ),
    withoutTarget: [...corrections, ...voids]
      .filter((fact) => !byKey.has(keyOf(fact.source, fact.data.target)))
      .map((fact) => ({
        ref: { source: fact.source, id: fact.id },
        code: fact.type === 'event.voided.v1' ? 'voidOfUnknown' : 'correctionOfUnknown',
        target: fact.data.target,
      })),
  };
}

function rootTarget(correction: Correction, byKey: ReadonlyMap<string, Fact>): string {
  const visited = new Set<string>();
  let key = keyOf(correction.source, correction.data.target);
  for (;;) {
    const target = byKey.get(key);
    if (target?.type !== 'event.corrected.v1' || visited.has(key)) return key;
    visited.add(key);
    key = keyOf(target.source, target.data.target);
  }
}

function correct(fact: Fact, correction: Correction): Fact {
  const { occurredAt, ...fields } = correction.data.changes as { occurredAt?: Moment };
  // The type of a fact survives a change of its fields: corrections are validated at the border.
  return {
    ...fact,
    occurredAt: occurredAt ?? fact.occurredAt,
    data: { ...fact.data, ...fields },
  } as Fact;
}
