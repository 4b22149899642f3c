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

/** What a person has certified in an approval: no word of the permitting system, and without an application there. */
export const isOfApproval = ({ source }: Fact): boolean => source.startsWith('/approval/');

/** Since when a fact is known: its arrival, for loaded history the time at which its source wrote it down. */
export function knownSince(fact: Fact): Instant {
  return fact.backfill ? (fact.recordedAt ?? fact.arrivedAt) : fact.arrivedAt;
}
