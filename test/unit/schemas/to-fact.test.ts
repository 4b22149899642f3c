import { describe, expect, it } from '@jest/globals';
import type { RawCloudEvent } from '../../../schemas/cloud-event.ts';
import { parseEvent } from '../../../schemas/parse-event.ts';
import { toFact } from '../../../schemas/to-fact.ts';
import {
  anEvent,
  corrected,
  permitGranted,
  PROJECT,
  voided,
  type EventDetails,
} from '../../support/an-event.ts';

const ARRIVED = '2026-01-15T01:00:00.000Z';

function factOf(raw: RawCloudEvent) {
  const parsed = parseEvent(raw);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return toFact(parsed.event, ARRIVED);
}

describe('toFact', () => {
  it('states what the source said and when it came', () => {
    const raw = permitGranted({
      id: 'e-1',
      source: '/permit/wuhan',
      sequence: '3',
      subject: `${PROJECT}/SP1`,
      recordedtime: '2025-12-06T18:00:00+08:00',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      data: { occurredAt: '2025-12-05', remark: '现场领取', authorityCode: '420118-ZJ' },
    });

    expect(factOf(raw)).toEqual({
      source: '/permit/wuhan',
      id: 'e-1',
      type: 'permit.certificate.issued.v1',
      applicationNo: 'SP1',
      sequence: 3,
      occurredAt: '2025-12-05',
      recordedAt: '2025-12-06T10:00:00.000Z',
      arrivedAt: ARRIVED,
      data: {
        itemCode: 'G19',
        authorityCode: '420118-ZJ',
        certType: '建筑工程施工许可证',
        certNo: '420118202512050101',
        issuedOn: '2025-12-05',
      },
    });
  });

  it.each<{ what: string; details: EventDetails; expected: object }>([
    {
      what: 'the application number of the data before that of the subject',
      details: { subject: `${PROJECT}/SP1`, data: { applicationNo: 'SP2' } },
      expected: { applicationNo: 'SP2' },
    },
    {
      what: 'the time of recording of the data before that of the extension',
      details: { recordedtime: '2025-12-07', data: { recordedAt: '2025-12-06 18:00' } },
      expected: { recordedAt: '2025-12-06T10:00:00.000Z' },
    },
    { what: 'history as such', details: { backfill: 'true' }, expected: { backfill: true } },
  ])('takes $what', ({ details, expected }) => {
    expect(factOf(permitGranted(details))).toMatchObject(expected);
  });

  it.each(['other/SP1', PROJECT, `${PROJECT}/`])(
    'takes no application number from the subject %s',
    (subject) => {
      expect(factOf(permitGranted({ subject }))).not.toHaveProperty('applicationNo');
    },
  );

  it('leaves out what is not said', () => {
    expect(Object.keys(factOf(permitGranted({ backfill: 'false' })))).toEqual([
      'source',
      'id',
      'occurredAt',
      'arrivedAt',
      'type',
      'data',
    ]);
  });

  it('fills in what code-only systems leave out', () => {
    const raw = anEvent('permit.clock.suspended.v1', {
      data: { suspensionId: undefined, reasonCode: undefined },
    });

    expect(factOf(raw).data).toMatchObject({ suspensionId: '-', reasonCode: 'UNKNOWN' });
  });

  it('names the target and the normalised changes of a correction', () => {
    const raw = corrected(permitGranted({ id: 'e-1' }), {
      occurredAt: '2025-12-02T16:40:00+08:00',
      issuedOn: '2025-12-02T23:00:00+08:00',
      unknown: 1,
    });

    expect(factOf(raw)).toMatchObject({
      type: 'event.corrected.v1',
      occurredAt: '2026-01-09T01:00:00.000Z',
      data: {
        target: 'e-1',
        changes: { occurredAt: '2025-12-02T08:40:00.000Z', issuedOn: '2025-12-02' },
        reason: '录入有误',
      },
    });
  });

  it('corrects by all fields of an event that restates another', () => {
    const raw = permitGranted({
      correctionof: 'e-1',
      data: { certNo: '42', occurredAt: '2025-12-04', remark: '证号有误' },
    });

    expect(factOf(raw)).toMatchObject({
      type: 'event.corrected.v1',
      data: {
        target: 'e-1',
        changes: {
          itemCode: 'G19',
          certType: '建筑工程施工许可证',
          certNo: '42',
          issuedOn: '2025-12-05',
          occurredAt: '2025-12-04',
        },
        reason: '证号有误',
      },
    });
  });

  it('takes the target of the data where the extension names another', () => {
    const raw = { ...voided(permitGranted({ id: 'e-1' })), correctionof: 'e-2' };

    expect(factOf(raw)).toMatchObject({
      type: 'event.voided.v1',
      data: { target: 'e-1', reason: '重复录入' },
    });
  });

  it('takes the target of the extension where the data names none', () => {
    const raw = { ...voided(permitGranted({ id: undefined })), correctionof: 'e-2' };

    expect(factOf(raw)).toMatchObject({ data: { target: 'e-2' } });
  });
});
