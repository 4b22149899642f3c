import { z } from 'zod';
import type { CalendarYear, WorkingCalendar } from '../domain/definitions.ts';
import { DefinitionId, LabelText, PlainDay, Version } from './definition-parts.ts';
import type { Fault } from './fault.ts';

const TimeOfDay = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'expected a time HH:MM from 00:00 to 23:59');

/** A calendar as its file holds it. */
export const CalendarShape = z.strictObject({
  id: DefinitionId,
  version: Version,
  label: LabelText,
  officeHours: z.array(z.strictObject({ from: TimeOfDay, to: TimeOfDay })).min(1),
  years: z
    .array(
      z.strictObject({
        year: z.int().min(1992).max(2199),
        notice: z.string().min(1),
        offDays: z.array(PlainDay),
        makeUpDays: z.array(PlainDay),
      }),
    )
    .min(1),
}) satisfies z.ZodType<CalendarContent>;

/** A calendar before its hash is known. */
export type CalendarContent = Omit<WorkingCalendar, 'hash'>;

/** What a well-formed calendar gets wrong: hours that overlap, days of another year or twice, weekends off. */
export function calendarFaults({ officeHours, years }: CalendarContent): Fault[] {
  return [
    ...officeHours.flatMap(({ from, to }, at) => {
      const after = officeHours[at - 1]?.to ?? '00:00';
      if (from >= after && from < to) return [];
      return [{ path: `officeHours[${at}]`, message: `expected from ${after} or later, then to` }];
    }),
    ...years.flatMap(({ year }, at) =>
      years.findIndex((other) => other.year === year) < at
        ? [{ path: `years[${at}].year`, message: 'expected each only once' }]
        : [],
    ),
    ...years.flatMap((year, at) => [
      ...dayFaults(year, 'offDays', at),
      ...dayFaults(year, 'makeUpDays', at),
    ]),
  ];
}

function dayFaults(table: CalendarYear, list: 'offDays' | 'makeUpDays', at: number): Fault[] {
  const expectsWeekend = list === 'makeUpDays';
  return table[list].flatMap((day, nth) => {
    const path = `years[${at}].${list}[${nth}]`;
    if (!day.startsWith(`${table.year}-`)) {
      return [{ path, message: `expected a day of ${table.year}` }];
    }
    if (table[list].indexOf(day) < nth) return [{ path, message: 'expected each only once' }];
    if (isWeekend(day) === expectsWeekend) return [];
    return [{ path, message: `expected a day on a ${expectsWeekend ? 'weekend' : 'weekday'}` }];
  });
}

function isWeekend(day: string): boolean {
  const weekday = new Date(day).getUTCDay();
  return weekday === 0 || weekday === 6;
}
