import type { Reason } from './assessment.ts';
import type { Day } from './time.ts';
import { daysBetween } from './time.ts';

/** How far off the due day of a reason is, either number negative on the other side of it; none without one. */
export function daysToDue({ due, heldSince }: Reason['days'], today: Day): Record<string, number> {
  if (due === undefined) return {};
  // A date that only was reported counts as on the day of its report.
  const counted = heldSince !== undefined && heldSince < today ? heldSince : today;
  return { daysLeft: daysBetween(counted, due), daysLate: daysBetween(due, counted) };
}
