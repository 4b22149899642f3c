import { describe, expect, it } from '@jest/globals';
import type { SourceFactType } from '../../../schemas/event-data.ts';
import { EVENT_TYPES, SOURCE_FACT_TYPES, TOPIC_OF } from '../../../schemas/event.ts';
import { parseEvent } from '../../../schemas/parse-event.ts';
import { anEvent, corrected, permitGranted, voided } from '../../support/an-event.ts';

// For every type: data over the valid example, and where the fault must be reported.
const FAULTS: Record<SourceFactType, [data: Record<string, unknown>, path: string]> = {
  'permit.application.submitted.v1': [{ materials: ['a', 3] }, 'data.materials[1]'],
  'permit.application.accepted.v1': [
    { deficiencies: [{ doc: '凭证', dueDate: '2025-02-30' }] },
    'data.deficiencies[0].dueDate',
  ],
  'permit.application.correction_requested.v1': [{ round: 0 }, 'data.round'],
  'permit.application.resubmitted.v1': [{ round: '2' }, 'data.round'],
  'permit.application.not_accepted.v1': [{ reasonCode: 7 }, 'data.reasonCode'],
  'permit.application.withdrawn.v1': [{ by: 'nobody' }, 'data.by'],
  'permit.clock.suspended.v1': [{ plannedResumeOn: 'soon' }, 'data.plannedResumeOn'],
  'permit.clock.resumed.v1': [{ suspensionId: 4 }, 'data.suspensionId'],
  'permit.limit.extended.v1': [{ extraDays: 2.5 }, 'data.extraDays'],
  'permit.opinion.given.v1': [{ opinion: 'maybe' }, 'data.opinion'],
  'permit.consent.announced.v1': [{ ahead: 2 }, 'data.ahead'],
  'permit.decision.made.v1': [{ decision: '同意' }, 'data.decision'],
  'permit.certificate.issued.v1': [{ certNo: undefined }, 'data.certNo'],
  'permit.certificate.revoked.v1': [{ revokedOn: 20260108 }, 'data.revokedOn'],
  'permit.acceptance.result.v1': [{ result: 'ok' }, 'data.result'],
  'utility.application.accepted.v1': [{ utility: 'steam' }, 'data.utility'],
  'utility.application.surveyed.v1': [{ capacityKva: -1 }, 'data.capacityKva'],
  'utility.application.proposal_issued.v1': [{ sources: 0 }, 'data.sources'],
  'utility.application.proposal_confirmed.v1': [{ voltageKv: '10' }, 'data.voltageKv'],
  'utility.application.works_started.v1': [{ utility: undefined }, 'data.utility'],
  'utility.application.works_completed.v1': [{ m3d: 'much' }, 'data.m3d'],
  'utility.application.inspected.v1': [{ result: true }, 'data.result'],
  'utility.application.connected.v1': [{ phase: 1 }, 'data.phase'],
  'utility.application.suspended.v1': [{ reason: {} }, 'data.reason'],
  'utility.application.resumed.v1': [{ utility: '' }, 'data.utility'],
  'utility.application.cancelled.v1': [{ meterNo: 9 }, 'data.meterNo'],
  'utility.outage.planned.v1': [{ to: '2026-03-01 08:00' }, 'data.to'],
  'utility.consumption.monthly.v1': [{ month: '2026-13' }, 'data.month'],
  'site.milestone.reported.v1': [{ reporterRole: 'guest' }, 'data.reporterRole'],
  'site.progress.reported.v1': [{ physicalShare: 101 }, 'data.physicalShare'],
  'site.update.noted.v1': [{ text: null }, 'data.text'],
  'site.safety.reported.v1': [{ level: 'fire' }, 'data.level'],
  'site.safety.cleared.v1': [{ safetyId: 'S/1' }, 'data.safetyId'],
  'land.contract.signed.v1': [{ parcelNo: undefined }, 'data.parcelNo'],
  'land.cleared.v1': [{ areaSquareMetres: '53333' }, 'data.areaSquareMetres'],
};

const faultPaths = (raw: Record<string, unknown>) => {
  const parsed = parseEvent(raw);
  return parsed.ok ? [] : parsed.faults.map(({ path }) => path);
};

describe('the schema of each type', () => {
  it.each(SOURCE_FACT_TYPES)('takes the example of %s', (type) => {
    expect(parseEvent(anEvent(type))).toMatchObject({ ok: true });
  });

  it.each(Object.entries(FAULTS))('of %s names what is wrong', (type, [data, path]) => {
    const parsed = parseEvent(anEvent(type, { data }));

    expect(parsed).toMatchObject({ ok: false, reason: 'invalid-data', faults: [{ path }] });
  });
});

describe('parseEvent', () => {
  it.each([
    { attribute: 'id', value: undefined },
    { attribute: 'id', value: 'x'.repeat(201) },
    { attribute: 'source', value: '' },
    { attribute: 'source', value: '/command' },
    { attribute: 'source', value: '/upstream/ZZY-001' },
    { attribute: 'type', value: 5 },
    { attribute: 'specversion', value: '0.3' },
  ])('takes nothing for a CloudEvent whose $attribute is $value', ({ attribute, value }) => {
    const parsed = parseEvent(permitGranted({ [attribute]: value }));

    expect(parsed).toMatchObject({
      ok: false,
      reason: 'not-a-cloudevent',
      faults: [{ path: attribute }],
    });
  });

  it.each([
    'permit.application.forgotten.v1',
    'permit.application.accepted.v2',
    'weather.corrected.v1',
    'permit.toString',
    'toString',
    'event.corrected.v1',
    'command.register.v1',
    'upstream.date.v1',
  ])('does not know %s', (type) => {
    const parsed = parseEvent(anEvent(type, { source: '/permit/test' }));

    expect(parsed).toMatchObject({ ok: false, reason: 'unknown-type' });
  });

  it('keeps the time of the data where the attribute says another', () => {
    const parsed = parseEvent(
      permitGranted({ time: '2025-12-09', data: { occurredAt: '2025-12-05 16:40' } }),
    );

    expect(parsed).toMatchObject({ event: { data: { occurredAt: '2025-12-05T08:40:00.000Z' } } });
  });

  it('takes the time of the attribute where the data has none', () => {
    const parsed = parseEvent(permitGranted({ time: '2025-12-09' }));

    expect(parsed).toMatchObject({ event: { data: { occurredAt: '2025-12-09' } } });
  });

  it('wants to know when it was true', () => {
    expect(faultPaths(permitGranted({ time: undefined }))).toEqual(['data.occurredAt']);
  });

  it('reports all faults, those of extensions and data', () => {
    const raw = permitGranted({ sequence: 'first', data: { certNo: 1, issuedOn: '5.12.2025' } });

    expect(faultPaths(raw)).toEqual(['sequence', 'data.certNo', 'data.issuedOn']);
  });

  it.each([
    { sequence: '0042', expected: 42 },
    { sequence: 7, expected: 7 },
  ])('reads the sequence $sequence as $expected', ({ sequence, expected }) => {
    expect(parseEvent(permitGranted({ sequence }))).toMatchObject({
      event: { sequence: expected },
    });
  });

  it.each([
    { backfill: 'true', expected: true },
    { backfill: true, expected: true },
    { backfill: 'false', expected: false },
  ])('reads the backfill $backfill as $expected', ({ backfill, expected }) => {
    expect(parseEvent(permitGranted({ backfill }))).toMatchObject({
      event: { backfill: expected },
    });
  });

  it('drops unknown fields, and null and empty text count as absent', () => {
    const parsed = parseEvent(
      permitGranted({ subject: '', data: { weather: 'rain', remark: null, validUntil: '' } }),
    );

    expect(parsed).toMatchObject({ ok: true });
    expect(parsed.ok && Object.keys(parsed.event.data)).not.toEqual(
      expect.arrayContaining(['weather', 'remark', 'validUntil']),
    );
  });

  it.each([
    { why: 'U+0000', data: { remark: 'a\0b' }, path: 'data.remark' },
    { why: 'half a surrogate pair', data: { remark: '\ud83d' }, path: 'data.remark' },
    {
      why: 'an unknown field with U+0000',
      data: { other: [{ x: '\0' }] },
      path: 'data.other[0].x',
    },
  ])('refuses $why, which PostgreSQL can not keep', ({ path, data }) => {
    expect(faultPaths(permitGranted({ data }))).toEqual([path]);
  });

  it('refuses data nested without end', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);

    expect(parseEvent(permitGranted({ data: { deep } }))).toMatchObject({
      ok: false,
      reason: 'invalid-data',
    });
  });

  it.each(['', 'a b', 'a/b', 'x'.repeat(65)])('refuses the project code "%s"', (projectCode) => {
    expect(faultPaths(permitGranted({ data: { projectCode } }))).toEqual(['data.projectCode']);
  });
});

describe('corrections and voids', () => {
  const granted = permitGranted();

  it('take the fields of their family only, checked as in the event itself', () => {
    const raw = corrected(granted, { issuedOn: '2025-12-04', parcelNo: 5, certNo: 4 });

    expect(faultPaths(raw)).toEqual(['data.changedFields.certNo']);
  });

  it('leave alone what they do not name', () => {
    const parsed = parseEvent(corrected(granted, { certNo: '42' }));

    expect(parsed).toMatchObject({ event: { data: { changedFields: { certNo: '42' } } } });
    expect(parsed.ok && parsed.event.data['changedFields']).toEqual({ certNo: '42' });
  });

  it('can not move an event to another project', () => {
    expect(faultPaths(corrected(granted, { projectCode: 'other' }))).toEqual([
      'data.changedFields.projectCode',
    ]);
  });

  it.each([
    {
      name: 'a correction',
      raw: corrected({ ...granted, id: undefined }, {}),
      field: 'correctedEventId',
    },
    { name: 'a void', raw: voided({ ...granted, id: undefined }), field: 'voidedEventId' },
  ])('of nothing are refused: $name', ({ raw, field }) => {
    expect(faultPaths(raw)).toEqual([`data.${field}`]);
    expect(parseEvent({ ...raw, correctionof: 'e-1' })).toMatchObject({ ok: true });
  });

  it.each(['permit.corrected.v1', 'permit.application.corrected.v1', 'utility.a.b.voided.v1'])(
    'may name any part of their family: %s',
    (type) => {
      const data = { correctedEventId: 'e-1', voidedEventId: 'e-1', changedFields: {} };
      expect(parseEvent(anEvent(type, { data }))).toMatchObject({ ok: true });
    },
  );
});

describe('TOPIC_OF', () => {
  it.each([
    ['cn.zhizaoyuan.permit.decision.made.v1', 'permit.events'],
    ['cn.zhizaoyuan.land.cleared.v1', 'permit.events'],
    ['cn.zhizaoyuan.utility.outage.planned.v1', 'utility.events'],
    ['cn.zhizaoyuan.site.voided.v1', 'site.events'],
    ['cn.zhizaoyuan.weather.noted.v1', undefined],
    ['permit.decision.made.v1', undefined],
  ])('puts %s on %s', (type, topic) => {
    expect(TOPIC_OF(type)).toBe(topic);
  });

  it('has a topic for every type', () => {
    expect(EVENT_TYPES.filter((type) => TOPIC_OF(type) === undefined)).toEqual([]);
  });
});
