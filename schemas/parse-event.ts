import type { z } from 'zod';
import {
  CloudEventAttributes,
  RequiredAttributes,
  type CloudEvent,
  type EventData,
  type RawCloudEvent,
} from './cloud-event.ts';
import type { DeadLetterReason } from './dead-letter.ts';
import { dataSchemaOf, meaningOf } from './event.ts';
import { eventFaultsOf, type EventFault, type FaultKind } from './event-fault.ts';
import { findUnstorable } from './storable.ts';

/** A valid event, or every fault of it. */
export type ParsedEvent =
  { ok: true; event: CloudEvent } | { ok: false; reason: DeadLetterReason; faults: EventFault[] };

/** Validates an event in the form of structured mode; `null` and empty text count as absent. */
export function parseEvent(raw: RawCloudEvent): ParsedEvent {
  const unstorable = findUnstorable(raw);
  if (unstorable) {
    return refused('invalid-data', { ...unstorable, kind: { code: 'unstorable' } });
  }
  const { data, ...attributes } = withoutEmpty(raw);

  const required = RequiredAttributes.safeParse(attributes, WITH_INPUT);
  if (!required.success) return refused('not-a-cloudevent', ...eventFaultsOf(required.error));
  const { type } = required.data;
  const schema = dataSchemaOf(type);
  if (!schema) {
    const message = `expected a type of the event catalogue, received ${type}`;
    return refused('unknown-type', { path: 'type', message, kind: { code: 'unknownType', type } });
  }

  const envelope = CloudEventAttributes.safeParse(attributes, WITH_INPUT);
  const content = schema.safeParse(data, WITH_INPUT);
  if (envelope.success && content.success) return complete(envelope.data, content.data);
  return refused('invalid-data', ...faultsIn(envelope), ...faultsIn(content, 'data'));
}

/** Which event a correction or void is about: where data and attribute disagree, the data wins. */
export function targetOf({ data, correctionof }: CloudEvent): string | undefined {
  const named = data['correctedEventId'] ?? data['voidedEventId'];
  return typeof named === 'string' ? named : correctionof;
}

// What only attributes and data together can tell.
function complete(envelope: Omit<CloudEvent, 'data'>, data: EventData): ParsedEvent {
  const occurredAt = data.occurredAt ?? envelope.time;
  if (occurredAt === undefined) {
    const message = 'expected when it was true, here or in `time`';
    return refused('invalid-data', { path: 'data.occurredAt', message, kind: MISSING });
  }
  const event = { ...envelope, data: { ...data, occurredAt } };
  const meaning = meaningOf(event.type);
  if (meaning === 'statement' || targetOf(event) !== undefined) return { ok: true, event };
  const path = meaning === 'void' ? 'data.voidedEventId' : 'data.correctedEventId';
  const message = 'expected an event, here or in `correctionof`';
  return refused('invalid-data', { path, message, kind: MISSING });
}

const MISSING: FaultKind = { code: 'missing' };
// What is missing is told from what is wrong.
const WITH_INPUT = { reportInput: true };

const refused = (reason: DeadLetterReason, ...faults: EventFault[]): ParsedEvent => ({
  ok: false,
  reason,
  faults,
});

const faultsIn = (result: z.ZodSafeParseResult<unknown>, root?: string): EventFault[] =>
  result.success ? [] : eventFaultsOf(result.error, root);

function withoutEmpty(fields: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries(fields).filter(([, value]) => !isEmpty(value));
  return Object.fromEntries(kept.map(([name, value]) => [name, pruned(value)]));
}

function pruned(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => !isEmpty(item)).map(pruned);
  // `as`: it came from JSON, where what is neither null nor a list is a record.
  if (typeof value === 'object') return withoutEmpty(value as Record<string, unknown>);
  return value;
}

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '';
