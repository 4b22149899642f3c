import { z } from 'zod';
import type { Fact, FactData } from '../domain/fact.ts';
import type { Instant, Moment } from '../domain/time.ts';
import { CommandBody, toCommandFact } from './command.ts';
import { Code, PlainDay } from './definition-parts.ts';
import { EVENT_DATA } from './event.ts';
import { ProjectCode, type SourceFactType } from './event-data.ts';
import { faultsOf, type Fault } from './fault.ts';

/** A fact as a case says it: an event, a command, or the date of an upstream project. */
interface WrittenFact {
  type: string;
  source?: string;
  data: Record<string, unknown>;
}

/** Where a fact stands in its case, and when it was true and became known. */
interface Place {
  index: number;
  /** Of the project. */
  code: string;
  occurredAt: Moment;
  arrivedAt: Instant;
}

/** The fact, checked by the schema of its type as if it had come from outside. */
export function caseFact(written: WrittenFact, place: Place): Fact | { faults: Fault[] } {
  const { type } = written;
  if (Object.hasOwn(EVENT_DATA, type)) return eventFact(written, place);
  const command = /^command\.(\w+)\.v1$/.exec(type)?.[1];
  if (command !== undefined) return commandFact(command, written, place);
  if (type === 'upstream.date.v1') return upstreamFact(written, place);
  return {
    faults: [{ path: 'type', message: 'expected an event, a command or upstream.date.v1' }],
  };
}

function eventFact({ type, source, data }: WrittenFact, place: Place): Fact | { faults: Fault[] } {
  const { code, index, occurredAt, arrivedAt } = place;
  // `as`: its caller has found it among the keys.
  const schema = EVENT_DATA[type as SourceFactType];
  const read = schema.safeParse({ projectCode: code, ...data });
  if (!read.success) return { faults: faultsOf(read.error, 'data') };
  const own: Record<string, unknown> = { ...read.data };
  delete own['projectCode'];
  const family = type.split('.')[0] ?? '';
  const envelope = { source: source ?? `/${family}/case`, id: `case/${index}` };
  // `as`: checked by the schema of this very type.
  return { ...envelope, type, occurredAt, arrivedAt, data: own } as Fact;
}

function commandFact(
  name: string,
  { data }: WrittenFact,
  { index, arrivedAt }: Place,
): Fact | { faults: Fault[] } {
  const read = CommandBody.safeParse({
    reason: 'case',
    ...data,
    type: name,
    commandId: `case/${index}`,
  });
  if (!read.success) return { faults: faultsOf(read.error, 'data') };
  return toCommandFact(read.data, arrivedAt);
}

const UpstreamShape = z.strictObject({
  project: ProjectCode,
  milestone: Code,
  planned: PlainDay,
  expected: PlainDay,
  reached: z.boolean().default(false),
  chain: z.array(ProjectCode).default([]),
}) satisfies z.ZodType<FactData['upstream.date.v1']>;

function upstreamFact(
  { data }: WrittenFact,
  { index, occurredAt, arrivedAt }: Place,
): Fact | { faults: Fault[] } {
  const read = UpstreamShape.safeParse(data);
  if (!read.success) return { faults: faultsOf(read.error, 'data') };
  const { project, milestone } = read.data;
  const envelope = { source: `/upstream/${project}`, id: `${milestone}/${index}` };
  return { ...envelope, type: 'upstream.date.v1', occurredAt, arrivedAt, data: read.data };
}
