import { z } from 'zod';
import { fieldTable } from './export-field-table.ts';
import type { JsonSchema } from './export-json-schemas.ts';
import { OUTGOING_TYPES, type OutgoingType } from './outgoing-events.ts';
import { ProjectEventBase } from './project-events.ts';

/** The part of docs/events.md about what leaves: a section for each type. */
export const outgoingSections = (): string => OUTGOING_TYPES.map(section).join('\n\n');

/** The fields of every event about a project. */
export const outgoingCommon = (): string => fieldTable(jsonSchema(ProjectEventBase));

/** The JSON Schemas of the data of what leaves, by file name. */
export const outgoingSchemaFiles = (): [string, JsonSchema][] =>
  OUTGOING_TYPES.map((one) => [`${one.type}.json`, schemaOf(one)]);

const COMMON = new Set(Object.keys(ProjectEventBase.shape));

function section(one: OutgoingType): string {
  const { type, note } = one;
  const schema = schemaOf(one);
  const isOwn = ([name]: [string, JsonSchema]) => type.startsWith('rules.') || !COMMON.has(name);
  const own = Object.entries(schema.properties ?? {}).filter(isOwn);
  return [
    `#### \`${type}\` ${note.zh}`,
    `**${note.en}.** ${note.sent}`,
    fieldTable({ ...schema, properties: Object.fromEntries(own) }),
    `Example of \`data\`, [JSON Schema](schemas/${type}.json):`,
    `\`\`\`json\n${JSON.stringify(note.example)}\n\`\`\``,
  ].join('\n\n');
}

function schemaOf({ note, schema }: OutgoingType): JsonSchema {
  const title = `${note.en} ${note.zh}`;
  // As it stands in the document, without what is left out.
  const examples = [JSON.parse(JSON.stringify(note.example)) as unknown];
  return { ...jsonSchema(schema), title, description: note.sent, examples };
}

// `as`: zod's own type of a JSON Schema allows far more than our schemas give.
const jsonSchema = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) as JsonSchema;
