import { NotSent } from './event-source.ts';

// What a broker says of the messages themselves, by the names of the protocol.
const REFUSALS = [
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
  'INVALID_TIMESTAMP',
  'POLICY_VIOLATION',
];

/** What a failed send says about its messages. */
export function notSent(error: unknown): NotSent {
  if (error instanceof NotSent) return error;
  const cause = rootOf(error);
  const why = isRefusal(cause) ? 'refused' : 'away';
  const message = cause instanceof Error ? cause.message : String(cause);
  return new NotSent(why, message, { cause: error });
}

// kafkajs wraps what it has tried again in vain.
function rootOf(error: unknown): unknown {
  return isOfKafkajs(error) && error.cause instanceof Error ? rootOf(error.cause) : error;
}

function isRefusal(error: unknown): boolean {
  if (isOfKafkajs(error)) return 'type' in error && REFUSALS.includes(String(error.type));
  // Of the encoder: a value that no message can hold.
  return error instanceof TypeError || error instanceof RangeError;
}

// By name: Node can't import the classes of a CommonJS module that are spread into its exports.
const isOfKafkajs = (error: unknown): error is Error =>
  error instanceof Error && error.name.startsWith('KafkaJS');
