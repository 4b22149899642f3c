import type { Dossier } from './dossier.ts';
import type { Day } from './time.ts';
import { addDays, daysBetween, laterOf } from './time.ts';

/**
 * A planned day moved by the calendar days of finished pauses since the plan was set: the clock of a
 * paused project stands still. A pause that began before counts from the day the plan was set.
 */
export function movedByPauses(planned: Day, setOn: Day, pauses: Dossier['pauses']): Day {
  const paused = pauses.reduce((days, { from, to }) => {
    if (to === undefined) return days;
    return days + Math.max(0, daysBetween(laterOf(from, setOn), to));
  }, 0);
  return addDays(planned, paused);
}

/** Whether the project stands still on that day. */
export function isPaused(pauses: Dossier['pauses'], today: Day): boolean {
  return pauses.some(({ from, to }) => from <= today && (to === undefined || today < to));
}
