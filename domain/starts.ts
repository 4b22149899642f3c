import type { Flip } from './assessment.ts';
import type { Colour } from './definitions.ts';
import type { Day } from './time.ts';

/** The first day of a colour. */
export interface Start {
  day: Day;
  colour: Colour;
}

/** The last start up to a day, of starts mildest first; of two on one day the worse. */
export const startUpTo = <T extends Start>(starts: readonly T[], day: Day): T | undefined =>
  starts.findLast((start) => start.day <= day);

/** The colour on a day by its starts, mildest first. */
export const colourFrom = (starts: readonly Start[], day: Day): Colour =>
  startUpTo(starts, day)?.colour ?? 'green';

/** What waiting gives: the next start after a day, nothing after the last. */
export function waitFlips(starts: readonly Start[], today: Day): Flip[] {
  const following = starts.find(({ day }) => day > today);
  // Two colours may begin on one day; then the worse is what waiting gives.
  const next = starts.findLast(({ day }) => day === following?.day);
  return next ? [{ by: 'wait', day: next.day, colour: next.colour }] : [];
}
