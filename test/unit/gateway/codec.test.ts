import { describe, expect, it } from '@jest/globals';
import { CloudEvent as PeerEvent, Kafka as Peer } from 'cloudevents';
import { decode, encode, type EncodedMessage } from '../../../gateway/codec.ts';
import { TYPE_PREFIX } from '../../../schemas/event.ts';
import { anEvent, corrected, permitGranted, PROJECT } from '../../support/an-event.ts';
import { fc } from '../../support/property.ts';

const MODES = ['structured', 'binary'] as const;

/** As the Kafka client gives it: every text as bytes. */
function received({ key, value, headers }: ReturnType<typeof encode>): EncodedMessage {
  const bytes = Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)] as const);
  return {
    key: key === null ? null : Buffer.from(key),
    value: value === null ? null : Buffer.from(value),
    headers: Object.fromEntries(bytes),
  };
}

const eventIn = (message: EncodedMessage) => {
  const decoded = decode(message);
  return decoded.ok ? decoded.event : decoded;
};

describe.each(MODES)('in %s mode', (mode) => {
  it('an event comes back as it was sent', () => {
    const raw = permitGranted({ id: 'e-1', sequence: '7', backfill: true });

    expect(eventIn(received(encode(raw, mode)))).toMatchObject({
      id: 'e-1',
      type: 'cn.zhizaoyuan.permit.certificate.issued.v1',
      time: '2025-12-03T02:20:00.000Z',
      sequence: 7,
      backfill: true,
      datacontenttype: 'application/json',
      data: { projectCode: PROJECT, certType: '建筑工程施工许可证', issuedOn: '2025-12-05' },
    });
  });

  it('keeps unknown fields and extensions in the raw event', () => {
    const raw = permitGranted({ causationid: 'c-1', data: { weather: { sky: '晴' } } });

    expect(decode(received(encode(raw, mode)))).toMatchObject({
      ok: true,
      raw: { causationid: 'c-1', data: { weather: { sky: '晴' } } },
      event: { data: expect.not.objectContaining({ weather: expect.anything() }) },
    });
  });

  it('the project code is the key', () => {
    expect(encode(permitGranted({ partitionkey: undefined }), mode).key).toBe(PROJECT);
    expect(encode({ data: 'nothing' }, mode).key).toBeNull();
  });

  it('the cloudevents package reads the same event', () => {
    const raw = {
      ...corrected(permitGranted(), { certNo: '42' }),
      time: '2026-01-09T01:00:00.000Z',
    };
    const { value, headers } = encode(raw, mode);
    // Its Kafka reader wants text and parsed headers, which no client gives it.
    const message = { headers, body: value, value, key: PROJECT };
    const peer = Peer.toEvent(message);

    expect(JSON.parse(JSON.stringify(peer))).toEqual(raw);
  });

  it('what the cloudevents package sends is read', () => {
    const { data, time, ...attributes } = permitGranted({ id: 'e-1', sequence: 7 });
    const peer = new PeerEvent({
      ...attributes,
      data,
      time: String(time),
      type: typeOf(attributes),
    });
    const { headers, value } = mode === 'binary' ? Peer.binary(peer) : Peer.structured(peer);
    const message = {
      value: typeof value === 'string' ? value : JSON.stringify(value),
      // It leaves headers without a value behind.
      headers: JSON.parse(JSON.stringify(headers)) as Record<string, string>,
    };

    expect(eventIn(message)).toMatchObject({
      id: 'e-1',
      sequence: 7,
      data: { projectCode: PROJECT },
    });
  });
});

const typeOf = ({ type }: Record<string, unknown>): string => String(type);

describe('decode', () => {
  const structured = { 'content-type': 'application/cloudevents+json' };
  const json = JSON.stringify(permitGranted({ id: 'e-1', source: '/permit/x' }));

  it.each([
    {
      what: 'a charset and capitals',
      headers: { 'Content-Type': 'Application/CloudEvents+JSON; charset=UTF-8', ce_id: 'other' },
    },
    {
      what: 'a header given twice',
      headers: { 'content-type': ['application/cloudevents+avro', 'application/cloudevents+json'] },
    },
    { what: 'no header at all', headers: {} },
    {
      what: 'binary headers beside, which do not count',
      headers: { ...structured, ce_id: 'other' },
    },
  ])('takes structured mode with $what', ({ headers }) => {
    expect(eventIn({ value: json, headers })).toMatchObject({ id: 'e-1' });
  });

  it.each([
    { what: 'text', value: 'hello', headers: {}, reason: 'not-json' },
    { what: 'half an object', value: json.slice(0, -1), headers: structured, reason: 'not-json' },
    {
      what: 'GBK',
      value: Buffer.from([0x22, 0xca, 0xa9, 0xb9, 0xa4, 0x22]),
      headers: {},
      reason: 'not-json',
    },
    { what: 'nothing', value: null, headers: {}, reason: 'not-a-cloudevent' },
    { what: 'an empty value', value: Buffer.alloc(0), headers: {}, reason: 'not-a-cloudevent' },
    { what: 'a list', value: `[${json}]`, headers: structured, reason: 'not-a-cloudevent' },
    { what: 'other JSON', value: '{"a":1}', headers: {}, reason: 'not-a-cloudevent' },
    {
      what: 'a batch',
      value: `[${json}]`,
      headers: { 'content-type': 'application/cloudevents-batch+json' },
      reason: 'not-a-cloudevent',
    },
    {
      what: 'Avro',
      value: json,
      headers: { 'content-type': 'application/cloudevents+avro' },
      reason: 'not-a-cloudevent',
    },
    {
      what: 'no ce_type',
      value: '{}',
      headers: { ce_id: '1', ce_source: '/x', ce_specversion: '1.0' },
      reason: 'not-a-cloudevent',
    },
  ])('refuses $what as $reason', ({ value, headers, reason }) => {
    expect(decode({ value, headers })).toMatchObject({ ok: false, reason });
  });

  it('refuses binary mode without data', () => {
    const message = encode({ ...permitGranted(), data: undefined }, 'binary');

    expect(decode(message)).toMatchObject({ ok: false, reason: 'invalid-data', path: 'data' });
  });

  it('names path, faults and sender of a broken event', () => {
    const raw = permitGranted({
      id: 'e-1',
      source: '/permit/x',
      data: { certNo: 5, issuedOn: 'soon' },
    });

    expect(decode(received(encode(raw, 'binary')))).toEqual({
      ok: false,
      reason: 'invalid-data',
      path: 'data.certNo',
      detail:
        'data.certNo: expected string, received number; ' +
        'data.issuedOn: expected YYYY-MM-DD or YYYY-MM-DD HH:mm[:ss] with or without a zone',
      faults: [
        { path: 'data.certNo', kind: { code: 'wrongType', expected: 'string' } },
        { path: 'data.issuedOn', kind: { code: 'notADay' } },
      ],
      id: 'e-1',
      source: '/permit/x',
      type: 'cn.zhizaoyuan.permit.certificate.issued.v1',
      projectCode: PROJECT,
    });
  });

  it('knows the project by the key where nothing else can be read', () => {
    expect(decode({ key: Buffer.from('ZZY-012'), value: '?' })).toMatchObject({
      projectCode: 'ZZY-012',
    });
  });

  it('hands on nothing that a text column can not hold', () => {
    const raw = {
      ...anEvent('nothing.v1'),
      id: `a\0b\ud83d${'x'.repeat(500)}`,
      type: '\0'.repeat(9),
    };

    expect(decode({ value: JSON.stringify(raw) })).toMatchObject({
      id: expect.stringMatching(/^abx{1,200}$/),
      detail: expect.not.stringContaining('\0'),
    });
  });

  it('never throws, whatever the bytes are', () => {
    const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
    const text = fc.oneof(
      bytes,
      fc.string(),
      fc.json().map((value) => Buffer.from(value)),
    );
    const name = fc.oneof(
      fc.constantFrom('content-type', 'ce_id', 'ce_type', 'ce_specversion'),
      fc.string(),
    );
    const event = fc.dictionary(
      fc.constantFrom('id', 'source', 'specversion', 'type', 'data', 'time'),
      fc.oneof(fc.jsonValue(), fc.constantFrom('1.0', `${TYPE_PREFIX}permit.corrected.v1`)),
    );
    const message = fc.record({
      key: fc.option(text),
      value: fc.option(
        fc.oneof(
          text,
          event.map((raw) => JSON.stringify(raw)),
        ),
      ),
      headers: fc.dictionary(
        name,
        fc.oneof(text, fc.constant('application/cloudevents+json'), fc.array(text)),
      ),
    });

    fc.assert(
      fc.property(message, (any) => {
        const decoded = decode(any);
        return decoded.ok || decoded.detail.length > 0;
      }),
      { numRuns: 1000 },
    );
  });
});
