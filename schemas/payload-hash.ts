import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { RawCloudEvent } from './cloud-event.ts';

/**
 * SHA-256 of what an event says, from its raw form: the same in structured and binary mode, for any
 * order of keys, and after a schema has learned further fields. Delivery details such as
 * `traceparent` don't count.
 */
export function payloadHash(raw: RawCloudEvent): string {
  const { type, source, id, subject, time, correctionof, data } = raw;
  const said = canonicalJson({ type, source, id, subject, time, correctionof, data });
  return createHash('sha256').update(said).digest('hex');
}
