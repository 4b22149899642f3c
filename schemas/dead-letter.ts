import type { Label } from '../domain/definitions.ts';

/** Why a message is set aside. */
export const DEAD_LETTER_REASONS = [
  'not-json',
  'not-a-cloudevent',
  'unknown-type',
  'invalid-data',
  'payload-conflict',
  'future-dated',
] as const;
/** One of the reasons for which a message is set aside. */
export type DeadLetterReason = (typeof DEAD_LETTER_REASONS)[number];

/** Each reason in short. */
export const DEAD_LETTER_LABELS: Record<DeadLetterReason, Label> = {
  'not-json': { zh: '读不出内容', en: 'Not readable' },
  'not-a-cloudevent': { zh: '不是 CloudEvent', en: 'No CloudEvent' },
  'unknown-type': { zh: '事件类型未知', en: 'Unknown type' },
  'invalid-data': { zh: '内容有误', en: 'Wrong content' },
  'payload-conflict': { zh: '同号不同内容', en: 'Same id, other content' },
  'future-dated': { zh: '时间在将来（隔离）', en: 'Dated in the future (quarantined)' },
};

/** What each reason tells the sender. */
export const deadLetterTexts: Record<DeadLetterReason, string> = {
  'not-json': 'The value is not JSON in UTF-8.',
  'not-a-cloudevent':
    'An attribute that CloudEvents 1.0 requires is missing or wrong: `specversion`, `id`, `source` or `type`.',
  'unknown-type': 'The type is none of this catalogue.',
  'invalid-data': 'The data or an extension does not fit the schema of the type.',
  'payload-conflict':
    'The same source and id came before with another payload. The first one stays; send a correction.',
  'future-dated': 'It says to have been true more than a day from now: quarantined.',
};

/** Header of a message that was sent again: how often, this time counted. */
export const REPLAY_COUNT = 'x-replay-count';
