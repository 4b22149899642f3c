import type { Moment } from '../time.ts';
import { dayOf, toMillis } from '../time.ts';
import type { Confirmed } from './dossier.ts';
import { leavesOf } from './requirements.ts';
import type { ItemTemplate } from './template.ts';

/** Something happened to an item on which others rest. */
export interface Upheaval {
  since: Moment;
  /** The item to which it happened. */
  because: string;
}

/** What shakes an item and all that rests on it, directly or through others. */
export interface Ground {
  /** The last redesign. */
  redesign?: Upheaval | undefined;
  /** A certificate was taken back, and has not been given anew. */
  revocation?: Upheaval | undefined;
}

/** The ground on which an item stands: the latest of each that its prerequisites hand on. */
export function groundOf(
  { prereq }: Pick<ItemTemplate, 'prereq'>,
  grounds: ReadonlyMap<string, Ground>,
): Ground {
  const below = leavesOf(prereq).flatMap((leaf) =>
    'item' in leaf ? (grounds.get(leaf.item) ?? []) : [],
  );
  return {
    redesign: latest(below.map(({ redesign }) => redesign)),
    revocation: latest(below.map(({ revocation }) => revocation)),
  };
}

/** Whether what was decided at `decidedAt` must be looked at again, and whether it is open until then. */
export interface Staleness {
  stale?: Upheaval;
  reopened: boolean;
}

/**
 * A redesign asks whether an earlier decision still holds; a revocation opens it again at once. A
 * person settles both: `accept` lets the decision stand, `return` opens it.
 */
export function stalenessOf(
  decidedAt: Moment | undefined,
  { redesign, revocation }: Ground,
  confirmations: readonly Confirmed[],
): Staleness {
  const after = (one: Upheaval | undefined): Upheaval | undefined =>
    one && decidedAt !== undefined && toMillis(decidedAt) < toMillis(one.since) ? one : undefined;
  const stale = latest([after(redesign), after(revocation)]);
  if (!stale) return { reopened: false };
  const said = confirmations.findLast(
    ({ about, on }) => about === 'stale' && on >= dayOf(stale.since),
  );
  if (said?.decision === 'accept') return { reopened: false };
  return { stale, reopened: said !== undefined || after(revocation) !== undefined };
}

/** The later one; of two at once that which comes first. */
export const latest = (all: readonly (Upheaval | undefined)[]): Upheaval | undefined =>
  all.reduce<Upheaval | undefined>(
    (best, one) => (best && (!one || toMillis(one.since) <= toMillis(best.since)) ? best : one),
    undefined,
  );
