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
  return isDay(moment) ? numberOf(moment) * DAY_MS - SHANGHAI_OFFSET_MS : Date.parse(moment);
}

export function fromMillis(millis: number): Instant {
  return new Date(millis).toISOString();
}

/** The Shanghai day in which a moment lies. */
export function dayOf(moment: Moment): Day {
  if (isDay(moment)) return moment;
  return dayAt(Math.floor((Date.parse(moment) + SHANGHAI_OFFSET_MS) / DAY_MS));
}

/** 00:00 Shanghai of that day. */
export function startOf(day: Day): Instant {
  return fromMillis(toMillis(day));
}

/** The last millisecond of that day in Shanghai. */
export function endOf(day: Day): Instant {
  return fromMillis(toMillis(day) + DAY_MS - 1);
}

/** To the minute as clocks in Shanghai show it: `2026-01-15 09:00`. */
export const shanghaiMinute = (at: Instant): string =>
  fromMillis(toMillis(at) + SHANGHAI_OFFSET_MS)
    .slice(0, 'YYYY-MM-DDTHH:MM'.length)
    .replace('T', ' ');

export function addDays(day: Day, days: number): Day {
  return dayAt(numberOf(day) + days);
}

/** The same day number that many months later, or the month's last day where it has no such day. */
export function addMonths(day: Day, months: number): Day {
  if (months === 0) return day;
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const first = numberOf(firstOfMonth(year, month + months));
  const length = numberOf(firstOfMonth(year, month + months + 1)) - first;
  return dayAt(first + Math.min(date, length) - 1);
}

/** The month by its number in that year, which may lie beyond it: 13 is the next January. */
function firstOfMonth(year: number, month: number): Day {
  const months = year * 12 + month - 1;
  return `${digits(Math.floor(months / 12), 4)}-${digits((months % 12) + 1, 2)}-01`;
}

const digits = (value: number, length: number): string => String(value).padStart(length, '0');

/** Calendar days from one day to another; negative when `to` lies before `from`. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round(numberOf(to) - numberOf(from));
}

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(day: Day): number {
  // 1970-01-01 was a Thursday.
  return (((numberOf(day) + 4) % 7) + 7) % 7;
}

/** Whether something was so by the end of a moment; a day counts whole. */
export function isBy(moment: Moment, limit: Moment): boolean {
  if (isDay(moment)) return moment <= dayOf(limit);
  return toMillis(moment) <= toMillis(isDay(limit) ? endOf(limit) : limit);
}

export const earlierOf = <T extends string>(a: T, b: T): T => (a <= b ? a : b);
export const laterOf = <T extends string>(a: T, b: T): T => (a >= b ? a : b);

// Days are counted and compared by the thousand in each assessment, so each is read and written once.
const NUMBERS = new Map<Day, number>();
const DAYS = new Map<number, Day>();
// A century and a half; a day beyond that is reckoned each time.
const MOST_KEPT = 60_000;

/** Days since 1970-01-01. */
function numberOf(day: Day): number {
  const known = NUMBERS.get(day);
  if (known !== undefined) return known;
  const number = Date.parse(day) / DAY_MS;
  if (NUMBERS.size < MOST_KEPT) NUMBERS.set(day, number);
  return number;
}

function dayAt(number: number): Day {
  const known = DAYS.get(number);
  if (known !== undefined) return known;
  const day = new Date(number * DAY_MS).toISOString().slice(0, DAY_LENGTH);
  if (DAYS.size < MOST_KEPT) DAYS.set(number, day);
  return day;
}
