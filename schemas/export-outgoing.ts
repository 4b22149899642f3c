import { z } from 'zod';
import { ALERT_TYPES, AlertEventBase } from './alert-events.ts';
import { REQUEST_TYPES } from './approval-request-events.ts';
import { ApprovalRequestBase } from './approval-requests.ts';
import { fieldTable } from './export-field-table.ts';
import type { JsonSchema } from './export-json-schemas.ts';
import { OUTGOING_TYPES, type OutgoingType } from './outgoing-events.ts';
import { ProjectEventBase } from './project-events.ts';

/** The part of docs/events.md about what leaves on `project.events`: a section for each type. */
export const outgoingSections = (): string =>
  OUTGOING_TYPES.map((one) => section(one, ProjectEventBase)).join('\n\n');

/** The fields of every event about a project. */
export const outgoingCommon = (): string => fieldTable(jsonSchema(ProjectEventBase));

/** The part of docs/events.md about what leaves on `approval.requests`: a section for each type. */
export const requestSections = (): string =>
  REQUEST_TYPES.map((one) => section(one, ApprovalRequestBase)).join('\n\n');

/** The fields of every request about an approval. */
export const requestCommon = (): string => fieldTable(jsonSchema(ApprovalRequestBase));

/** The part of docs/events.md about what leaves on `alert.events`: a section for each type. */
export const alertSections = (): string =>
  ALERT_TYPES.map((one) => section(one, AlertEventBase)).join('\n\n');

/** The fields of every event about an alert. */
export const alertCommon = (): string => fieldTable(jsonSchema(AlertEventBase));

/** The JSON Schemas of the data of what leaves, by file name. */
export const outgoingSchemaFiles = (): [string, JsonSchema][] =>
  [...OUTGOING_TYPES, ...REQUEST_TYPES, ...ALERT_TYPES].map((one) => [
    `${one.type}.json`,
    schemaOf(one),
  ]);

function section(one: OutgoingType, { shape }: z.ZodObject): string {
  const { type, note } = one;
  const schema = schemaOf(one);
  const isOwn = ([name]: [string, JsonSchema]) =>
    type.startsWith('rules.') || !Object.hasOwn(shape, name);
  const own = Object.entries(schema.properties ?? {}).filter(isOwn);
  return [
    `#### \`${type}\` ${note.zh}`,
    `**${note.en}.** ${note.sent}`,
    ...(own.length > 0 ? [fieldTable({ ...schema, properties: Object.fromEntries(own) })] : []),
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
