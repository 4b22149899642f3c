/** A calendar day of Asia/Shanghai, `YYYY-MM-DD`. */
export type Day = string;

/** A point in time as ISO 8601 in UTC with milliseconds, `2026-01-15T01:00:00.000Z`; sorts as text. */
export type Instant = string;

/** When something was true: a whole day or a point in time. */
export type Moment = string;

const DAY_MS = 86_400_000;
// Asia/Shanghai has had no daylight saving since 1991: a fixed offset needs no zone data.
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const DAY_LENGTH = 'YYYY-MM-DD'.length;

export const isDay = (moment: Moment): boolean => moment.length === DAY_LENGTH;

/** Milliseconds since 1970 UTC; a day counts as its 00:00 in Shanghai, never as midnight UTC. */
export function toMillis(moment: Moment): number {
  return isDay(moment) ? Date.parse(moment) - SHANGHAI_OFFSET_MS : Date.parse(moment);
}

export function fromMillis(millis: number): Instant {
  return new Date(millis).toISOString();
}

/** The Shanghai day in which a moment lies. */
export function dayOf(moment: Moment): Day {
  if (isDay(moment)) return moment;
  return new Date(Date.parse(moment) + SHANGHAI_OFFSET_MS).toISOString().slice(0, DAY_LENGTH);
}

/** 00:00 Shanghai of that day. */
export function startOf(day: Day): Instant {
  return fromMillis(toMillis(day));
}

/** The last millisecond of that day in Shanghai. */
export function endOf(day: Day): Instant {
  return fromMillis(toMillis(day) + DAY_MS - 1);
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, DAY_LENGTH);
}

/** The same day number that many months later, or the month's last day where it has no such day. */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0));
  const clamped = Math.min(date, lastOfMonth.getUTCDate());
  return new Date(Date.UTC(year, month - 1 + months, clamped)).toISOString().slice(0, DAY_LENGTH);
}

/** Calendar days from one day to another; negative when `to` lies before `from`. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

export const earlierOf = <T extends string>(a: T, b: T): T => (a <= b ? a : b);
export const laterOf = <T extends string>(a: T, b: T): T => (a >= b ? a : b);
