import type { Dossier } from './dossier.ts';
import type { Horizon } from './horizon.ts';
import type { Day } from './time.ts';
import { addDays, daysBetween, laterOf } from './time.ts';

/**
 * A planned day moved by the calendar days of finished pauses since the plan was set: the clock of a
 * paused project stands still. A pause that began before counts from the day the plan was set; days
 * of two pauses at once count once.
 */
export function movedByPauses(planned: Day, setOn: Day, pauses: Dossier['pauses']): Day {
  let counted = setOn;
  let paused = 0;
  for (const { from, to } of [...pauses].sort((a, b) =>
    a.from < b.from ? -1 : Number(a.from > b.from),
  )) {
    if (to === undefined || to <= counted) continue;
    paused += daysBetween(laterOf(from, counted), to);
    counted = to;
  }
  return addDays(planned, paused);
}

/** Whether the project stands still on the horizon's day. */
export function isPaused(pauses: Dossier['pauses'], horizon: Horizon): boolean {
  for (const { from, to } of pauses) {
    horizon.at(from);
    if (to !== undefined) horizon.at(to);
  }
  const { today } = horizon;
  return pauses.some(({ from, to }) => from <= today && (to === undefined || today < to));
}
