import type { Instant, Moment } from '../domain/time.ts';

// A source may not know tomorrow; a day of grace covers clocks and dates without a time.
const FUTURE_MS = 86_400_000;
const SHANGHAI_MIDNIGHT = 'T00:00:00+08:00';
const DAY_LENGTH = 'YYYY-MM-DD'.length;

/** Whether something claims to have been true more than a day from now; a day counts from its 00:00. */
export function isFutureDated(occurredAt: Moment, now: Instant): boolean {
  const isDay = occurredAt.length === DAY_LENGTH;
  const millis = Date.parse(isDay ? occurredAt + SHANGHAI_MIDNIGHT : occurredAt);
  return millis > Date.parse(now) + FUTURE_MS;
}
