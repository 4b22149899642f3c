import { describe, expect, it } from '@jest/globals';
import { deadLetterMessage } from '../../../gateway/dead-letter-message.ts';
import type { RawMessage } from '../../../gateway/event-source.ts';
import { sortMessage } from '../../../gateway/sort-message.ts';

const NOW = '2026-01-15T01:00:00.000Z';

/** What goes to the dead-letter topic for a message that is no event. */
function deadLetterOf(over: Partial<RawMessage>) {
  const message: RawMessage = {
    topic: 'permit.events',
    partition: 2,
    offset: 41n,
    key: Buffer.from('p-1'),
    value: Buffer.from('{"broken'),
    headers: {},
    sentAt: '2026-01-14T23:00:00.000Z',
    ...over,
  };
  const sorted = sortMessage(message, NOW);
  if (!('letter' in sorted)) throw new Error('the message is an event');
  return deadLetterMessage(sorted.letter, message.sentAt);
}

describe('the message to a dead-letter topic', () => {
  it('is the message as it came, with headers that say why and from where', () => {
    const value = Buffer.from([0x7b, 0xff, 0x00]);
    const headers = { ce_id: Buffer.from('e-1'), 'x-replay-count': Buffer.from('2') };

    expect(deadLetterOf({ value, headers })).toEqual({
      topic: 'permit.events.dlq',
      key: 'p-1',
      source: '/kaigong/dead-letters',
      eventId: expect.stringMatching(/^permit\.events\/2\/41\/[0-9a-f]{16}$/),
      type: 'dead-letter',
      value,
      at: NOW,
      headers: {
        ce_id: 'e-1',
        'x-dlq-reason': 'not-json',
        'x-dlq-error': expect.stringContaining('expected JSON in UTF-8'),
        'x-dlq-at': NOW,
        'x-original-topic': 'permit.events',
        'x-original-partition': '2',
        'x-original-offset': '41',
        'x-original-timestamp': '2026-01-14T23:00:00.000Z',
        'x-app-version': expect.stringMatching(/^\d+\.\d+\.\d+/),
        'x-replay-count': '2',
      },
    });
  });

  it('has no key and no value where there was none', () => {
    expect(deadLetterOf({ key: null, value: null })).toMatchObject({ key: null, value: null });
  });

  it('has the same id for the same bytes of a place, and another for others', () => {
    const [first, again, other] = ['{"a', '{"a', '{"b'].map(
      (text) => deadLetterOf({ value: Buffer.from(text) }).eventId,
    );

    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('holds nothing that PostgreSQL refuses', () => {
    const headers = { note: Buffer.from('a\0b') };

    const message = deadLetterOf({ key: Buffer.from('p\0'), headers });

    expect([message.key, message.headers['note']]).toEqual(['p', 'ab']);
  });
});
