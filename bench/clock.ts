import { onOrAfter } from '../domain/calendar.ts';
import { momentOn } from '../domain/office-hours.ts';
import { addDays, dayOf, fromMillis, toMillis, type Instant } from '../domain/time.ts';
import { definitionsFor, loadDefinitions } from '../schemas/definitions.ts';

// Nobody is told anything at night: a run begins in the morning of a working day, whatever time it is here.
const BEGINS_AT = '09:00';

/** Domain time minus real time of a whole run, in ms: the next working morning. */
export const CLOCK_OFFSET_MS = offsetAt(Date.now());

/** Domain time of now. */
export const benchNow = (): Instant => fromMillis(Date.now() + CLOCK_OFFSET_MS);

function offsetAt(nowMs: number): number {
  const { calendar } = definitionsFor(loadDefinitions(), { template: 'greenfield_fast' });
  const tomorrow = addDays(dayOf(fromMillis(nowMs)), 1);
  return toMillis(momentOn(onOrAfter(calendar, tomorrow).day, BEGINS_AT)) - nowMs;
}
