const SHANGHAI_MS = 8 * 3_600_000;

/** An instant or a day as people of the park read it: `2026-01-15 09:00`, +08:00. */
export const minuteOf = (moment: string): string =>
  moment.length === 10
    ? moment
    : new Date(Date.parse(moment) + SHANGHAI_MS).toISOString().slice(0, 16).replace('T', ' ');

/** The day of an instant in the park. */
export const dayOf = (moment: string): string => minuteOf(moment).slice(0, 10);

/** Calendar days from one day to another; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
