import type { FactRef } from './assessment.ts';
import type { Fact, FactOf } from './fact.ts';
import { orderFacts } from './order.ts';
import type { Moment } from './time.ts';

/** Facts as they stand after corrections. */
export interface Resolved {
  /** In fold order; voids and what they took away are among them, so that each has its place in the story. */
  facts: Fact[];
  /** The first void of each fact that has one. */
  voidedBy: ReadonlyMap<Fact, Void>;
  /** Corrections and voids whose target has not come yet; they wait for it. */
  withoutTarget: { ref: FactRef; code: 'correctionOfUnknown' | 'voidOfUnknown'; target: string }[];
}

type Correction = FactOf<'event.corrected.v1'>;
export type Void = FactOf<'event.voided.v1'>;

const keyOf = (source: string, id: string): string => `${source}\n${id}`;

/**
 * Applies corrections to the facts that they name and finds what was voided, in the same source.
 * The latest correction of a field wins; a correction of a correction counts for its target; a void
 * can not be voided; what a person or another project said is taken back by its own means only.
 */
export function resolve(facts: readonly Fact[]): Resolved {
  const byKey = firstArrivals(facts);
  const ordered = orderFacts([...byKey.values()]);
  const voids = ordered.filter((fact): fact is Void => fact.type === 'event.voided.v1');
  const voidOf = firstVoids(voids);
  const corrections = ordered.filter(
    (fact): fact is Correction =>
      fact.type === 'event.corrected.v1' && !voidOf.has(keyOf(fact.source, fact.id)),
  );

  const changes = groupByTarget(corrections, byKey);
  const corrected = [...byKey]
    .filter(([, fact]) => fact.type !== 'event.corrected.v1')
    .map(([key, fact]) => ({ key, fact: (changes.get(key) ?? []).reduce(correct, fact) }));

  return {
    facts: orderFacts(corrected.map(({ fact }) => fact)),
    voidedBy: new Map(
      corrected.flatMap(({ key, fact }) => {
        const by = voidOf.get(key);
        return by && isVoidable(fact) ? [[fact, by]] : [];
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

// A fact that came twice is known since it first came.
function firstArrivals(facts: readonly Fact[]): Map<string, Fact> {
  const byKey = new Map<string, Fact>();
  for (const fact of facts) {
    const key = keyOf(fact.source, fact.id);
    const known = byKey.get(key);
    if (!known || fact.arrivedAt < known.arrivedAt) byKey.set(key, fact);
  }
  return byKey;
}

// A decision on the first void is not undone by a repeated one.
function firstVoids(voids: readonly Void[]): Map<string, Void> {
  const first = new Map<string, Void>();
  for (const by of voids) {
    const key = keyOf(by.source, by.data.target);
    if (!first.has(key)) first.set(key, by);
  }
  return first;
}

function groupByTarget(
  corrections: readonly Correction[],
  byKey: ReadonlyMap<string, Fact>,
): Map<string, Correction[]> {
  const changes = new Map<string, Correction[]>();
  for (const correction of corrections) {
    const root = rootTarget(correction, byKey);
    const group = changes.get(root);
    if (group) group.push(correction);
    else changes.set(root, [correction]);
  }
  return changes;
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

const SAID_HERE = /^(command|upstream|dependency|source|approval|project)\./;

const isSaidHere = ({ type }: Fact): boolean => SAID_HERE.test(type);

const isVoidable = (fact: Fact): boolean => fact.type !== 'event.voided.v1' && !isSaidHere(fact);

function correct(fact: Fact, correction: Correction): Fact {
  if (isSaidHere(fact)) return fact;
  const { occurredAt, ...fields } = correction.data.changes as { occurredAt?: Moment };
  // The type of a fact survives a change of its fields: corrections are validated at the border.
  return {
    ...fact,
    occurredAt: occurredAt ?? fact.occurredAt,
    data: { ...fact.data, ...fields },
  } as Fact;
}
