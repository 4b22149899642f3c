import type { Flip, MilestoneAssessment, Reason } from './assessment.ts';
import { addWorkingDays } from './calendar.ts';
import type { Colour, Definitions } from './definitions.ts';
import type { Horizon } from './horizon.ts';
import type { Day } from './time.ts';
import { addDays, earlierOf } from './time.ts';

/** How long a reported date holds its colour while it waits for confirmation (待核). */
export interface Hold {
  /** The day on which it was reported: the colour stays as it was then. */
  from: Day;
  /** The last day of the hold; after it the due date counts again. */
  until: Day;
  estimated: boolean;
}

/** The hold of a milestone that is reported and not yet confirmed, by the policy's working days. */
export function holdFor(
  { reportedOn }: MilestoneAssessment,
  { policy, calendar }: Definitions,
): Hold | undefined {
  if (reportedOn === undefined) return undefined;
  const { day, estimated } = addWorkingDays(calendar, reportedOn, policy.confirmWithinWorkingDays);
  return { from: reportedOn, until: day, estimated };
}

/** The hold as long as it lasts. */
export const heldOn = (today: Day, hold: Hold | undefined): Hold | undefined =>
  hold && today <= hold.until ? hold : undefined;

/** The day whose colour counts on a day. */
export const countedOn = (day: Day, held: Hold | undefined): Day =>
  held ? earlierOf(day, held.from) : day;

/** The days of a hold, as a reason has them. */
export const heldDays = (held: Hold | undefined): Reason['days'] =>
  held ? { heldSince: held.from, heldUntil: held.until } : {};

/** What turns a held colour: neither waiting nor a plan, the decision on what is reported. */
export const decideFlips = (milestone: string, colour: Colour): Flip[] =>
  colour === 'green' ? [] : [{ by: 'decide', milestone, colour: 'green' }];

/** Watches the days on which a colour turns; a held one turns with the end of the hold instead. */
export function watchTurns(horizon: Horizon, turns: readonly Day[], held: Hold | undefined): void {
  if (held) horizon.at(addDays(held.until, 1));
  // Views of the past may lie before the report.
  for (const day of turns) if (!held || day <= held.from) horizon.at(day);
}
