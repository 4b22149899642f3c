import { z } from 'zod';
import type { JsonSchema } from './json-schema.ts';

/** What may be sent, as a JSON Schema; a file that is sent along is bytes there. */
export function inputSchema(schema: z.ZodType): JsonSchema {
  const written = z.toJSONSchema(schema, {
    // `input`: callers see what may be left out, not what we make of it.
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      if (jsonSchema.format !== 'binary') return;
      jsonSchema.type = 'string';
      delete jsonSchema.properties;
      delete jsonSchema.required;
      delete jsonSchema.additionalProperties;
    },
  });
  delete written.$schema;
  // `as`: zod's own type of a JSON Schema allows far more than our schemas give.
  return written as JsonSchema;
}

/** A body of an act, in which whoever has signed in need not say who acts. */
export function withoutActor(body: JsonSchema): JsonSchema {
  const { required, properties = {}, oneOf, anyOf, ...rest } = body;
  const { actor, ...others } = properties;
  return {
    ...rest,
    ...(actor && {
      properties: {
        ...others,
        actor: { ...actor, description: 'Who acts; left out by whoever has signed in' },
      },
    }),
    ...(required && { required: required.filter((name) => name !== 'actor') }),
    ...(oneOf && { oneOf: oneOf.map(withoutActor) }),
    ...(anyOf && { anyOf: anyOf.map(withoutActor) }),
  };
}
