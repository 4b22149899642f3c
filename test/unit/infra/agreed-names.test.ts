import { describe, expect, it } from '@jest/globals';
import { SEARCH_ATTRIBUTE_TYPES } from '../../../infra/temporal.ts';
import { TOPIC_PLANS } from '../../../infra/topics.ts';
import { TOPICS } from '../../../schemas/event.ts';
import { SEARCH_ATTRIBUTES } from '../../../workflows/messages.ts';

describe('the local stack', () => {
  it('registers the search attributes that the workflows set, with their types', () => {
    const set = Object.values(SEARCH_ATTRIBUTES).map(({ name, type }) => [name, type]);
    const registered = Object.entries(SEARCH_ATTRIBUTE_TYPES).map(([name, type]) => [
      name,
      type.toUpperCase(),
    ]);
    expect(registered.sort()).toEqual(set.sort());
  });

  it('has each topic of other systems with six partitions, and one for its dead letters', () => {
    for (const topic of TOPICS) {
      expect(TOPIC_PLANS).toContainEqual({ topic, partitions: 6, retentionDays: 14 });
      expect(TOPIC_PLANS).toContainEqual({
        topic: `${topic}.dlq`,
        partitions: 1,
        retentionDays: 90,
        maxMessageBytes: 2_097_152,
      });
    }
  });
});
