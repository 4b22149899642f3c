import { describe, expect, it } from '@jest/globals';
import { decode, encode } from '../../../gateway/codec.ts';
import { payloadHash } from '../../../schemas/payload-hash.ts';
import { permitGranted } from '../../support/an-event.ts';

const raw = permitGranted({
  id: 'e-1',
  subject: 'x/1',
  sequence: 3,
  data: { note: { a: 1, b: [2, 3] } },
});
const hash = payloadHash(raw);

describe('payloadHash', () => {
  it.each(['structured', 'binary'] as const)('is the same after %s mode', (mode) => {
    const decoded = decode(encode(raw, mode));

    expect(decoded.ok && payloadHash(decoded.raw)).toBe(hash);
  });

  it('does not depend on the order of keys', () => {
    const { data, ...attributes } = raw;
    const reversed = (record: object) => Object.fromEntries(Object.entries(record).reverse());

    expect(payloadHash(reversed({ data: reversed(data as object), ...attributes }))).toBe(hash);
  });

  it.each(['traceparent', 'partitionkey', 'recordedtime', 'backfill', 'dataschema'])(
    'does not depend on %s, which concerns delivery',
    (attribute) => {
      expect(payloadHash({ ...raw, [attribute]: 'other' })).toBe(hash);
    },
  );

  it.each(['type', 'source', 'id', 'subject', 'time', 'correctionof', 'data'])(
    'depends on %s',
    (attribute) => {
      expect(payloadHash({ ...raw, [attribute]: 'other' })).not.toBe(hash);
    },
  );

  it('depends on fields that no schema knows and on the order of lists', () => {
    expect(payloadHash(permitGranted({ ...raw, data: { note: { a: 1, b: [3, 2] } } }))).not.toBe(
      hash,
    );
    expect(payloadHash(permitGranted({ ...raw, data: { note: { a: 1, b: [2, 3] } } }))).toBe(hash);
  });
});
