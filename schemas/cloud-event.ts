import { z } from 'zod';
import { text, type commonFields } from './event-data.ts';
import type { Moment } from '../domain/time.ts';
import { InstantText, MomentText } from './moment.ts';

// Source and id together are a key in PostgreSQL, whose index rows end at 2,704 bytes.
const key = text(200);

// What people command and what projects tell one another is never taken from outside.
const OWN_SOURCE = /^\/(command|upstream|dependency|silence)(\/|$)/;

/** The attributes that CloudEvents 1.0 requires of every event. */
export const RequiredAttributes = z.object({
  specversion: z.literal('1.0'),
  id: key.describe('Unique within the source; a second event with the same pair is a duplicate'),
  source: key
    .refine((source) => !OWN_SOURCE.test(source), {
      error: "expected none of the engine's own: /command, /upstream, /dependency, /silence",
      params: { fault: 'ownSource' },
    })
    .describe('The system that says so, such as `/permit/wuhan-gaoxin`'),
  type: text().describe('One of the types of the event catalogue'),
});

/** The attributes of CloudEvents 1.0 and the extensions that the engine reads. */
export const CloudEventAttributes = RequiredAttributes.extend({
  subject: text(400).exactOptional().describe('`projectCode/applicationNo`'),
  time: MomentText.exactOptional().describe('When it was true, unless `data.occurredAt` says so'),
  datacontenttype: text().exactOptional().describe('`application/json`'),
  dataschema: text(1000).exactOptional(),
  sequence: z
    .union([z.int().min(0), z.string().regex(/^\d{1,15}$/)], 'expected a whole number from 0')
    .transform(Number)
    .exactOptional()
    .describe('Rises within one source and application number'),
  partitionkey: text().exactOptional().describe('The project code, again the key of the message'),
  correctionof: key
    .exactOptional()
    .describe('Id of the event of the same source that this one restates'),
  recordedtime: InstantText.exactOptional().describe('When the source wrote it down'),
  backfill: z
    .union([z.boolean(), z.enum(['true', 'false'])], 'expected true or false')
    .transform((flag) => flag === true || flag === 'true')
    .exactOptional()
    .describe('History that is loaded later: nobody is told about it'),
  traceparent: text().exactOptional().describe('Trace context of W3C'),
});

/** An event whose data has passed the schema of its type; times are normalised, unknown fields gone. */
export interface CloudEvent extends z.output<typeof CloudEventAttributes> {
  /** `occurredAt` is always there: where the data had none it is that of `time`. */
  data: EventData & { occurredAt: Moment };
}

/** What every event's data has; the rest depends on its type. */
export type EventData = z.output<z.ZodObject<typeof commonFields>> & Record<string, unknown>;

/** An event as it came, in the form of structured mode: attributes beside `data`. */
export type RawCloudEvent = Record<string, unknown>;
