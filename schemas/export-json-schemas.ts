import { z } from 'zod';
import { CloudEventAttributes } from './cloud-event.ts';
import { CORRECTIONS, VOIDED } from './correction-events.ts';
import { EVENT_DATA, SOURCE_FACT_TYPES } from './event.ts';
import { FAMILIES } from '../domain/matter.ts';
import { commonFields, EVENT_NOTES, ProjectCode, type EventNote } from './event-data.ts';

/** A JSON Schema of draft 7, as far as the catalogue reads it. */
export interface JsonSchema {
  $schema?: string;
  title?: string;
  description?: string;
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  enum?: string[];
  anyOf?: JsonSchema[];
  const?: string | number;
  default?: string | number;
  minimum?: number;
  maximum?: number;
  examples?: unknown[];
}

/** Data of one type of event: its entry in the catalogue, and its schema as senders see it. */
export interface CatalogueEntry {
  /** Type without prefix; for corrections and voids with `…` where the family's parts may stand. */
  type: string;
  note: EventNote;
  schema: JsonSchema;
}

const PROJECT = '2511-420118-04-01-000001';
const NAMED = { projectCode: PROJECT, occurredAt: '2025-12-05T10:20:00+08:00' };

/** Every type of the catalogue in its order; corrections and voids at the end. */
export const catalogueEntries = (): CatalogueEntry[] => [
  ...SOURCE_FACT_TYPES.map((type) => entry(type, EVENT_DATA[type])),
  ...FAMILIES.map((family) => entry(`${family}.….corrected.v1`, CORRECTIONS[family])),
  entry('….voided.v1', VOIDED),
];

/** The attributes of every event, with the one field of `data` that all must have. */
export function envelopeSchema(): JsonSchema {
  const data = z.object({ projectCode: ProjectCode }).describe('Depends on the type');
  const schema = jsonSchema(CloudEventAttributes.extend({ data }));
  return { ...schema, title: 'CloudEvent', description: 'An event in structured mode' };
}

/** The JSON Schemas by file name. */
export function jsonSchemaFiles(): Map<string, JsonSchema> {
  const files = catalogueEntries().map(({ type, schema }) => [schemaFileOf(type), schema] as const);
  return new Map([['cloud-event.json', envelopeSchema()], ...files]);
}

/** The file in docs/schemas of a type of the catalogue. */
export const schemaFileOf = (type: string): string => `${type.replace('….', '')}.json`;

/** The fields that every type may have. */
export const commonSchema = (): JsonSchema => jsonSchema(z.object(commonFields));

function entry(type: string, schema: z.ZodType): CatalogueEntry {
  const note = EVENT_NOTES.get(schema);
  if (!note) throw new Error(`${type} has no entry in the catalogue`);
  const title = `${note.en} ${note.zh}`;
  const examples = [{ ...NAMED, ...note.example }];
  return { type, note, schema: { ...jsonSchema(schema), title, description: note.sent, examples } };
}

// `input`: senders see what may be left out and how dates may be written, not what we make of it.
// `as`: zod's own type of a JSON Schema allows far more than our schemas give.
const jsonSchema = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) as JsonSchema;
