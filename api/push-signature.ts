import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Instant } from '../domain/time.ts';
import type { Secret } from '../readmodel/push-keys.ts';
import { ApiError } from './errors.ts';

// How far the timestamp of a push may be from now, either way.
const PUSH_WINDOW_SECONDS = 300;

/** What a push says of itself in its headers. */
export interface PushSignature {
  keyId: string;
  /** Seconds since 1970, as text: it is signed as it stands. */
  timestamp: string;
  /** HMAC-SHA256 in hexadecimal. */
  signature: string;
}

/** The signature in the headers of a push; throws UNSIGNED. */
export function signatureIn(headers: IncomingHttpHeaders): PushSignature {
  const [keyId, timestamp, signature] = NAMES.map((name) => headers[name]);
  if (isText(keyId) && isText(timestamp) && isText(signature)) {
    const isWhole = /^[\w-]{1,40}$/.test(keyId) && /^\d{10}$/.test(timestamp);
    if (isWhole && /^[0-9a-f]{64}$/i.test(signature)) return { keyId, timestamp, signature };
  }
  throw new ApiError(UNSIGNED, `Expected the headers ${NAMES.join(', ')}`, {
    help: 'docs/api.md, "Pushing events", shows how to sign',
  });
}

/**
 * The source that a signed body may speak for. Throws SIGNATURE_INVALID, the same for an unknown and a
 * revoked key, and TIMESTAMP_OUTSIDE_WINDOW for what may be an old request sent again.
 */
export function sourceOf(
  { timestamp, signature }: PushSignature,
  body: Buffer,
  { key, now }: Secret,
): string {
  const expected = createHmac('sha256', key?.secret ?? 'none')
    .update(`${timestamp}.`)
    .update(body)
    .digest();
  const isRight = timingSafeEqual(expected, Buffer.from(signature, 'hex'));
  if (!key || !isRight) throw new ApiError(INVALID, 'The key or the signature is not right');
  if (ageSeconds(timestamp, now) <= PUSH_WINDOW_SECONDS) return key.source;
  throw new ApiError(
    OUTSIDE_WINDOW,
    `The timestamp is more than ${PUSH_WINDOW_SECONDS} s from ${now}`,
    { help: 'Sign again with the time of now; check the clock of the sender' },
  );
}

/** SOURCE_NOT_ALLOWED, when a key of one source speaks for another. */
export const sourceNotAllowed = (of: string, allowed: string): ApiError =>
  new ApiError(FOREIGN, `This key speaks for ${allowed}, not for ${of}`);

const NAMES = ['kaigong-key', 'kaigong-timestamp', 'kaigong-signature'] as const;

const UNSIGNED = { code: 'UNSIGNED', status: 401, title: 'The request is not signed' };
const INVALID = { code: 'SIGNATURE_INVALID', status: 401, title: 'The signature is not valid' };
const OUTSIDE_WINDOW = {
  code: 'TIMESTAMP_OUTSIDE_WINDOW',
  status: 401,
  title: 'The request is too old or from the future',
};
const FOREIGN = { code: 'SOURCE_NOT_ALLOWED', status: 403, title: 'Not this source’s key' };

const isText = (value: unknown): value is string => typeof value === 'string';

const ageSeconds = (timestamp: string, now: Instant): number =>
  Math.abs(Date.parse(now) / 1_000 - Number(timestamp));
