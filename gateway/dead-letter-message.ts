import { createHash } from 'node:crypto';
import type { DeadLetter } from '../readmodel/dead-letters.ts';
import type { OutgoingMessage } from '../readmodel/outbox.ts';
import { REPLAY_COUNT } from '../schemas/dead-letter.ts';
import { deadLetterTopicOf } from '../schemas/outgoing-topics.ts';
import { storableText } from '../schemas/storable.ts';
import { APP_VERSION } from './app-version.ts';

const SOURCE = '/kaigong/dead-letters';
const MAX_ERROR = 500;
const MAX_HEADER = 4_000;

/**
 * What goes to the dead-letter topic: the message as it came, with headers that say why and from
 * where. One for each place and content: a topic that is made anew has the same places again.
 */
export function deadLetterMessage(letter: DeadLetter, sentAt: string | undefined): OutgoingMessage {
  const { topic, partition, offset, key, raw, at } = letter;
  return {
    topic: deadLetterTopicOf(topic),
    key: key === undefined || key === null ? null : storableText(key, MAX_HEADER),
    source: SOURCE,
    eventId: `${topic}/${partition}/${offset}/${hashOf(raw)}`,
    type: 'dead-letter',
    headers: storableHeaders({ ...letter.headers, ...whyHeaders(letter, sentAt) }),
    value: raw,
    at,
  };
}

const HASH_LENGTH = 16;

const hashOf = (raw: Buffer | null): string =>
  createHash('sha256')
    .update(raw ?? '')
    .digest('hex')
    .slice(0, HASH_LENGTH);

function whyHeaders(letter: DeadLetter, sentAt: string | undefined): Record<string, string> {
  const { reason, path, detail, topic, partition, offset, at, replayCount = 0 } = letter;
  const error = path ? `${path}: ${detail}` : detail;
  return {
    'x-dlq-reason': reason,
    'x-dlq-error': error.slice(0, MAX_ERROR),
    'x-dlq-at': at,
    'x-original-topic': topic,
    'x-original-partition': String(partition),
    'x-original-offset': String(offset),
    ...(sentAt !== undefined && { 'x-original-timestamp': sentAt }),
    'x-app-version': APP_VERSION,
    [REPLAY_COUNT]: String(replayCount),
  };
}

// What came may hold what PostgreSQL can't keep as text; the value is kept byte for byte.
const storableHeaders = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, text]) => [
      storableText(name, MAX_HEADER),
      storableText(text, MAX_HEADER),
    ]),
  );
