import { describe, expect, it } from '@jest/globals';
import { ALERT_TYPES } from '../../../schemas/alert-events.ts';
import { REQUEST_TYPES } from '../../../schemas/approval-request-events.ts';
import { OUTGOING_TYPES } from '../../../schemas/outgoing-events.ts';

const TYPES = [...OUTGOING_TYPES, ...REQUEST_TYPES, ...ALERT_TYPES];

describe('the types of events that leave', () => {
  it.each(TYPES.map(({ type, note, schema }) => [type, note.example, schema] as const))(
    '%s has an example that fits its schema, with nothing beside',
    (_type, example, schema) => {
      const said: unknown = JSON.parse(JSON.stringify(example));

      expect(schema.parse(said)).toEqual(said);
    },
  );
});
