import type { Fact } from '../domain/fact.ts';
import type { Instant } from '../domain/time.ts';
import type { CloudEvent } from './cloud-event.ts';
import { meaningOf, TYPE_PREFIX } from './event.ts';
import { targetOf } from './parse-event.ts';

const CORRECTED = 'event.corrected.v1';

/**
 * The fact that an event states, corrects or voids. An event with `correctionof` restates its
 * target: all its fields are the changes.
 */
export function toFact(event: CloudEvent, arrivedAt: Instant): Fact {
  const applicationNo = applicationNoOf(event);
  const recordedAt = event.data.recordedAt ?? event.recordedtime;
  const envelope = {
    source: event.source,
    id: event.id,
    ...(applicationNo !== undefined && { applicationNo }),
    ...(event.sequence !== undefined && { sequence: event.sequence }),
    occurredAt: event.data.occurredAt,
    ...(recordedAt !== undefined && { recordedAt }),
    arrivedAt,
    ...(event.backfill && { backfill: true }),
  };
  // `as`: parseEvent has checked the data by the schema of this very type, and event.ts holds each
  // schema to the data that the core expects of that type.
  return { ...envelope, ...said(event) } as Fact;
}

function applicationNoOf({ subject = '', data }: CloudEvent): string | undefined {
  const prefix = `${data.projectCode}/`;
  const fromSubject = subject.startsWith(prefix) ? subject.slice(prefix.length) : '';
  return data.applicationNo ?? (fromSubject || undefined);
}

function said(event: CloudEvent): { type: string; data: Record<string, unknown> } {
  const { changedFields, reason = '', remark = '', occurredAt } = event.data;
  const own = ownFields(event.data);
  const target = targetOf(event);
  switch (meaningOf(event.type)) {
    case 'correction':
      return { type: CORRECTED, data: { target, changes: changedFields, reason } };
    case 'void':
      return { type: 'event.voided.v1', data: { target, reason } };
    case 'statement':
    case undefined:
      if (target === undefined) return { type: event.type.slice(TYPE_PREFIX.length), data: own };
      return { type: CORRECTED, data: { target, changes: { ...own, occurredAt }, reason: remark } };
  }
}

// What is true of the message rather than of the project leaves the data.
const ENVELOPE_FIELDS = new Set([
  'projectCode',
  'projectName',
  'applicationNo',
  'occurredAt',
  'recordedAt',
  'operatorRole',
  'remark',
  'sourceRevision',
]);

function ownFields(data: CloudEvent['data']): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).filter(([name]) => !ENVELOPE_FIELDS.has(name)));
}
