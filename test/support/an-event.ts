import { randomUUID } from 'node:crypto';
import type { RawCloudEvent } from '../../schemas/cloud-event.ts';
import { EVENT_DATA, TYPE_PREFIX } from '../../schemas/event.ts';
import { EVENT_NOTES, type SourceFactType } from '../../schemas/event-data.ts';

/** The project of events that name no other. */
export const PROJECT = '2511-420118-04-01-000001';

/** Attributes to set, and data to set over the defaults; `undefined` takes a field away. */
export interface EventDetails {
  data?: Record<string, unknown>;
  [attribute: string]: unknown;
}

/** A valid event of any type (without the prefix) in the form of structured mode; a new id each time. */
export function anEvent(type: string, { data, ...attributes }: EventDetails = {}): RawCloudEvent {
  const projectCode = data?.['projectCode'] ?? PROJECT;
  return withoutUndefined({
    specversion: '1.0',
    id: randomUUID(),
    source: `/${type.split('.')[0] ?? ''}/test`,
    type: TYPE_PREFIX + type,
    time: '2025-12-03T10:20:00+08:00',
    partitionkey: projectCode,
    datacontenttype: 'application/json',
    ...attributes,
    data: withoutUndefined({ projectCode, ...exampleOf(type), ...data }),
  });
}

/** 发证 of the construction permit on 2025-12-05. */
export const permitGranted = (details: EventDetails = {}) =>
  anEvent('permit.certificate.issued.v1', details);

/** 节点上报 of groundbreaking on 2025-12-18 by the project manager. */
export const milestoneReported = (details: EventDetails = {}) =>
  anEvent('site.milestone.reported.v1', details);

/** 送电 of a 10 kV supply. */
export const utilityConnected = (details: EventDetails = {}) =>
  anEvent('utility.application.connected.v1', details);

/** 更正 of some fields of an event. */
export const corrected = (target: RawCloudEvent, changedFields: Record<string, unknown>) =>
  about(target, 'corrected', { correctedEventId: target['id'], changedFields, reason: '录入有误' });

/** 作废 of an event. */
export const voided = (target: RawCloudEvent) =>
  about(target, 'voided', { voidedEventId: target['id'], reason: '重复录入' });

function about(target: RawCloudEvent, verb: string, data: Record<string, unknown>): RawCloudEvent {
  const { source, type, data: said } = target;
  const family = String(type).slice(TYPE_PREFIX.length).split('.')[0] ?? '';
  const projectCode = isRecord(said) ? said['projectCode'] : PROJECT;
  return anEvent(`${family}.${verb}.v1`, {
    source,
    time: '2026-01-09T09:00:00+08:00',
    data: { projectCode, ...data },
  });
}

function exampleOf(type: string): Record<string, unknown> {
  // `as`: a wrong key yields undefined, which has no example.
  const schema = Object.hasOwn(EVENT_DATA, type) ? EVENT_DATA[type as SourceFactType] : undefined;
  return (schema && EVENT_NOTES.get(schema)?.example) ?? {};
}

function withoutUndefined(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
