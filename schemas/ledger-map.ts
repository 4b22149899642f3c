import { z } from 'zod';
import { EVENT_DATA, SOURCE_FACT_TYPES } from './event.ts';
import { text } from './event-data.ts';
import type { SourceFactType } from './event-data.ts';
import { faultsOf, type Fault } from './fault.ts';
import { CELL_READINGS } from './ledger-cell.ts';

const Column = text(100).describe('As its heading says; blanks and full-width forms don’t matter');
const Constant = z.union([text(), z.number(), z.array(text())]);

const Field = z.union(
  [
    z.strictObject({
      column: Column,
      as: z.enum(CELL_READINGS).default('text'),
      values: z
        .record(z.string(), z.union([text(), z.number()]))
        .exactOptional()
        .describe('What each text of the column means; any other is an error'),
    }),
    z.strictObject({ value: Constant.describe('The same for every row') }),
  ],
  'expected { column, as?, values? } or { value }',
);
/** Where one field of an event comes from. */
export type LedgerField = z.output<typeof Field>;

const EventOfRow = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'expected small letters, digits and -')
      .exactOptional()
      .describe('Needed where two events of a row have one type; never change it'),
    type: z.enum(SOURCE_FACT_TYPES),
    occurredAt: Column.describe('The row states this event once there is a date'),
    when: z
      .strictObject({ column: Column, in: z.array(text()).min(1) })
      .exactOptional()
      .describe('… and this column holds one of these texts'),
    fields: z.record(z.string(), Field).default({}),
  })
  .superRefine(({ type, fields }, context) => {
    const known = knownFields(type);
    for (const name of Object.keys(fields).filter((field) => !known.has(field))) {
      const message = `${type} has no such field`;
      context.addIssue({ code: 'custom', path: ['fields', name], message });
    }
  });
/** One event that a row may state. */
export type LedgerEvent = z.output<typeof EventOfRow>;

/** How the columns of an exported table become events, in the format kaigong.ledger-map/v1. */
export const LedgerMap = z
  .strictObject({
    schema: z.literal('kaigong.ledger-map/v1'),
    ledger: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'expected small letters, digits and -')
      .describe('Which table of its source; a row is compared with the last import of the same'),
    note: z.string().exactOptional(),
    sheet: text(100).exactOptional().describe('Name of the sheet; else the first'),
    headerRow: z
      .int()
      .min(1)
      .max(100)
      .exactOptional()
      .describe('Row of the headings, from 1; else the first that holds every column'),
    delimiter: z.enum([',', ';', '\t']).default(',').describe('Between the fields of a CSV file'),
    key: z.array(Column).min(1).describe('Columns that together tell rows apart'),
    projectCode: Column,
    events: z.array(EventOfRow).min(1),
  })
  .superRefine(({ events }, context) => {
    const slots = events.map(slotOf);
    slots.forEach((slot, index) => {
      if (slots.indexOf(slot) === index) return;
      const message = `a second event ${slot}: give each a name of its own`;
      context.addIssue({ code: 'custom', path: ['events', index, 'name'], message });
    });
  });
export type LedgerMap = z.output<typeof LedgerMap>;

/** A map, or every fault of it. */
export function parseLedgerMap(
  json: unknown,
): { ok: true; map: LedgerMap } | { ok: false; faults: Fault[] } {
  const { success, data, error } = LedgerMap.safeParse(json);
  return success ? { ok: true, map: data } : { ok: false, faults: faultsOf(error) };
}

/** What tells the events of one row apart. */
export const slotOf = ({ name, type }: Pick<LedgerEvent, 'name' | 'type'>): string => name ?? type;

/** Every column that the map names, once. */
export function columnsOf({ key, projectCode, events }: LedgerMap): string[] {
  const ofEvents = events.flatMap(({ occurredAt, when, fields }) => [
    occurredAt,
    ...(when ? [when.column] : []),
    ...Object.values(fields).flatMap((field) => ('column' in field ? [field.column] : [])),
  ]);
  return [...new Set([...key, projectCode, ...ofEvents])];
}

// Which project and when are the map's own.
const OF_THE_MAP = ['projectCode', 'occurredAt'];

const knownFields = (type: SourceFactType): Set<string> =>
  new Set(Object.keys(EVENT_DATA[type].shape).filter((name) => !OF_THE_MAP.includes(name)));
