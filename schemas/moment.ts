import { z } from 'zod';
import { dayOf, endOf, isDay, type Day, type Instant, type Moment } from '../domain/time.ts';

/** How sources write time: local without a zone, with blanks instead of `T`, and offsets without a colon. */
export const MOMENT =
  /^(\d{4}-\d{2}-\d{2})(?:[T ]((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?)(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?$/;
const SHANGHAI = '+08:00';
const INSTANT_LENGTH = '2026-01-15T01:00:00.000Z'.length;
// Earlier dates are placeholders such as 1900-01-01; and until 1991 Shanghai was not always +08:00.
const EARLIEST = '1992-01-01';

/**
 * A day stays a day, a time without zone is Shanghai's (+08:00), an instant becomes UTC with
 * milliseconds; `undefined` for any other text, an impossible date or one before 1992.
 */
export function readMoment(text: string): Moment | undefined {
  const [, day, clock, zone] = MOMENT.exec(text) ?? [];
  if (day === undefined || !isRealDay(day) || day < EARLIEST) return undefined;
  return clock === undefined ? day : toInstant(`${day}T${clock}`, zone);
}

const Checked = z
  .string()
  .regex(MOMENT, 'expected YYYY-MM-DD or YYYY-MM-DD HH:mm[:ss] with or without a zone')
  .transform((text, context): Moment => {
    const moment = readMoment(text);
    if (moment !== undefined) return moment;
    context.addIssue({
      ...{ code: 'custom', input: text, params: { fault: 'noSuchDay' } },
      message: `there is no ${text} (dates before ${EARLIEST} count as placeholders)`,
    });
    return z.NEVER;
  });

/** A day or a point in time, as sources write it. */
export const MomentText = Checked.meta({ title: 'moment' });

/** A day; of a point in time the day that it was in Shanghai. */
export const DayText = Checked.transform((moment): Day => dayOf(moment)).meta({ title: 'day' });

/** A point in time; of a day its end, so that nothing counts as known before it was written down. */
export const InstantText = Checked.transform((moment): Instant =>
  isDay(moment) ? endOf(moment) : moment,
).meta({ title: 'instant' });

/** How a month is written. */
export const MONTH = /^(199[2-9]|[2-9]\d{3})-(0[1-9]|1[0-2])$/;

/** A month, `YYYY-MM`. */
export const MonthText = z
  .string()
  .regex(MONTH, 'expected a month YYYY-MM')
  .meta({ title: 'month' });

function isRealDay(day: string): boolean {
  const millis = Date.parse(day);
  return !Number.isNaN(millis) && new Date(millis).toISOString().startsWith(day);
}

function toInstant(local: string, zone = SHANGHAI): Instant | undefined {
  const offset = zone.replace(/(\d{2})(\d{2})$/, '$1:$2');
  const instant = new Date(local + offset).toISOString();
  // The last hours of 9999 can be in the year 10000 of UTC, which would not sort as text.
  return instant.length === INSTANT_LENGTH ? instant : undefined;
}
