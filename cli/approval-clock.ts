import type { Clock, ItemAssessment } from '../domain/approval/assessment.ts';

/** The clock that an item is judged by: what was promised, else what the law allows. */
export const leadingClock = ({ clocks }: Pick<ItemAssessment, 'clocks'>): Clock | undefined =>
  clocks.find(({ kind }) => kind === 'promised') ??
  clocks.find(({ kind }) => kind === 'statutory') ??
  clocks[0];

/** Days used of allowed, such as `5/15`; calendar days with a `d`, `?` where a year lacks its calendar. */
export function usedOfAllowed(clock: Clock | undefined): string | undefined {
  if (!clock) return undefined;
  const { usedDays, limitDays, unit, estimated } = clock;
  return `${usedDays}/${limitDays}${unit === 'cal' ? 'd' : ''}${estimated ? '?' : ''}`;
}
