import type { FactRef } from './assessment.ts';
import type { Dossier } from './dossier.ts';
import type { Fact, FactOf, FactType, ProjectFactType } from './fact.ts';
import type { Instant } from './time.ts';

/** Writes one fact into the dossier; `order` is its place among the facts. */
export type Handler<T extends FactType> = (
  dossier: Dossier,
  fact: FactOf<T>,
  order: number,
) => void;

export type Handlers = { [T in ProjectFactType]: Handler<T> };

export const refOf = (fact: Fact): FactRef => ({ source: fact.source, id: fact.id });

/** Since when a fact is known: its arrival, for loaded history the time at which its source wrote it down. */
export function knownSince(fact: Fact): Instant {
  return fact.backfill ? (fact.recordedAt ?? fact.arrivedAt) : fact.arrivedAt;
}
