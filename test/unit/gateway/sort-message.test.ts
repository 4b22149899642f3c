import { describe, expect, it } from '@jest/globals';
import { encode } from '../../../gateway/codec.ts';
import type { RawMessage } from '../../../gateway/event-source.ts';
import { sortMessage } from '../../../gateway/sort-message.ts';
import type { RawCloudEvent } from '../../../schemas/cloud-event.ts';
import { milestoneReported, permitGranted, PROJECT } from '../../support/an-event.ts';

const NOW = '2026-01-15T01:00:00.000Z';

const messageOf = (event: RawCloudEvent, over: Partial<RawMessage> = {}): RawMessage => {
  const { key, value, headers } = encode(event, 'binary');
  return {
    topic: 'permit.events',
    partition: 2,
    offset: 41n,
    key: key === null ? null : Buffer.from(key),
    value: value === null ? null : Buffer.from(value),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]),
    ),
    ...over,
  };
};

describe('sortMessage', () => {
  it('makes a row of a valid event, with its place in Kafka and its arrival', () => {
    const event = permitGranted({ id: 'e-1', source: '/permit/a' });

    const sorted = sortMessage(messageOf(event), NOW);

    expect(sorted).toMatchObject({
      row: {
        source: '/permit/a',
        eventId: 'e-1',
        type: event['type'],
        projectCode: PROJECT,
        raw: { id: 'e-1' },
        topic: 'permit.events',
        partition: 2,
        offset: '41',
        fact: { id: 'e-1', type: 'permit.certificate.issued.v1', arrivedAt: NOW },
      },
    });
  });

  it('keeps bytes, key, headers and coordinates of a message that is no event', () => {
    const value = Buffer.from('{"half');

    const sorted = sortMessage(
      messageOf(permitGranted(), { value, headers: { trace: Buffer.from('t-1') } }),
      NOW,
    );

    expect(sorted).toMatchObject({
      letter: {
        reason: 'not-json',
        raw: value,
        key: PROJECT,
        headers: { trace: 't-1' },
        topic: 'permit.events',
        partition: 2,
        offset: '41',
        at: NOW,
      },
    });
  });

  it('names the path of what is wrong in the data', () => {
    const sorted = sortMessage(messageOf(permitGranted({ data: { issuedOn: 'soon' } })), NOW);

    expect(sorted).toMatchObject({ letter: { reason: 'invalid-data', path: 'data.issuedOn' } });
  });

  it('quarantines what claims to have been true more than a day from now', () => {
    const event = milestoneReported({ id: 'e-9', time: '2026-01-18T09:00:00+08:00' });

    const sorted = sortMessage(messageOf(event), NOW);

    expect(sorted).toMatchObject({
      letter: { reason: 'future-dated', eventId: 'e-9', projectCode: PROJECT },
    });
  });
});
