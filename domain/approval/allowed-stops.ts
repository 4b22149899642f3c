import type { QualityNote } from './dossier.ts';
import type { ApplicationRecord, ClockStop } from './record.ts';
import type { ItemTemplate } from './template.ts';

/** The stops that count for an item, and a note for each that its template does not allow: its clock runs on. */
export function allowedStops(
  { id, mayStopFor }: Pick<ItemTemplate, 'id' | 'mayStopFor'>,
  { stops, no }: ApplicationRecord,
): { stops: ClockStop[]; notes: QualityNote[] } {
  // Of a code that nobody knows it can't be said that it is not allowed.
  const isAllowed = ({ reason }: ClockStop): boolean =>
    reason === 'UNKNOWN' || reason === 'CORRECTION' || mayStopFor.includes(reason);
  const notes = stops
    .filter((stop) => !isAllowed(stop))
    .map(({ id: stop, reason, ref }) => ({
      code: 'stopNotAllowed' as const,
      item: id,
      application: no,
      words: { stop, reason },
      ref,
    }));
  return { stops: stops.filter(isAllowed), notes };
}
