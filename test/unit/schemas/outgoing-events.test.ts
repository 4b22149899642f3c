import { describe, expect, it } from '@jest/globals';
import { OUTGOING_TYPES } from '../../../schemas/outgoing-events.ts';

describe('the types of events that leave', () => {
  it.each(OUTGOING_TYPES.map(({ type, note, schema }) => [type, note.example, schema] as const))(
    '%s has an example that fits its schema, with nothing beside',
    (_type, example, schema) => {
      const said: unknown = JSON.parse(JSON.stringify(example));

      expect(schema.parse(said)).toEqual(said);
    },
  );
});
