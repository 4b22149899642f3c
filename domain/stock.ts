import type { FactRef } from './assessment.ts';
import type { Dossier } from './dossier.ts';
import type { Fact, FactOf } from './fact.ts';
import type { Day } from './time.ts';
import { dayOf } from './time.ts';

/** The day from which the engine is relied on: the go-live as it was named, else the registration. */
export const reliedOnFrom = ({
  registration,
  registeredOn = '',
}: Pick<Dossier, 'registration' | 'registeredOn'>): Day => registration?.goLive ?? registeredOn;

/**
 * Whether a fact was said since the engine is relied on: after the day of the go-live, else from the
 * registration on, which a fact of the same day may come before. Loaded history never is.
 */
export function isSaidSince(
  { backfill, occurredAt, arrivedAt }: Fact,
  { data: { registration }, ...registered }: FactOf<'command.register.v1'>,
): boolean {
  if (backfill) return false;
  const [saidOn, registeredOn] = [dayOf(occurredAt), dayOf(registered.occurredAt)];
  const { goLive = registeredOn } = registration;
  if (goLive !== registeredOn) return saidOn > goLive;
  return saidOn >= registeredOn && arrivedAt > registered.arrivedAt;
}

/** A fact by its name in `Dossier.news`. */
export const newsKey = ({ source, id }: FactRef): string => `${source}\n${id}`;

/** Whether all of these were said since the engine is relied on; at least one is needed. */
export const isNews = (refs: readonly FactRef[], { news }: Dossier): boolean =>
  refs.length > 0 && refs.every((ref) => news[newsKey(ref)] === true);
