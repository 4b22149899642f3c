import { z } from 'zod';
import type { FactData, FactType } from '../domain/fact.ts';
import type { Family } from '../domain/matter.ts';
import { InstantText, MomentText } from './moment.ts';

/** Types of facts that come from other systems, without the prefix of the event type. */
export type SourceFactType = Extract<FactType, `${Family}.${string}`>;

/** What a family must define: for each of its facts a schema whose output is what the core reads. */
export type FamilySchemas<F extends Family> = {
  [T in Extract<SourceFactType, `${F}.${string}`>]: z.ZodType<FactData[T]>;
};

/** What the catalogue says about a type of event. */
export interface EventNote {
  /** The field's own term. */
  zh: string;
  en: string;
  /** When a source sends it. */
  sent: string;
  /** What it changes in the project; without it the event is only kept in the fact log. */
  effect?: string;
  example: Record<string, unknown>;
}

/** Text of at least one and at most so many characters. */
export const text = (max = 200) => z.string().min(1).max(max);

/** Loosely checked: national codes and those of a park's own list are in use side by side. */
export const PROJECT_CODE = /^[^\s/\\?#%]{1,64}$/u;

/** Code of a project. */
export const ProjectCode = z
  .string()
  .regex(PROJECT_CODE, 'expected 1 to 64 characters without blanks and / \\ ? # %')
  .describe('Code of the project; also the key of the message');

export const Phase = text(40).describe('Part of a project that finishes part by part, such as `1`');

/** Fields that every event may carry. */
export const commonFields = {
  projectCode: ProjectCode,
  projectName: text().exactOptional(),
  applicationNo: text(100)
    .exactOptional()
    .describe('Number of the application at its source; else the second part of `subject`'),
  authorityCode: text(50).exactOptional(),
  occurredAt: MomentText.exactOptional().describe(
    'When it was true; wins over the attribute `time`, and one of the two is required',
  ),
  recordedAt: InstantText.exactOptional().describe(
    'When the source wrote it down; else the attribute `recordedtime`',
  ),
  operatorRole: text(50).exactOptional(),
  remark: text(2000).exactOptional(),
  sourceRevision: z.union([z.int(), text(50)]).exactOptional(),
};

/** The entry in the catalogue of each schema made by `eventData`. */
export const EVENT_NOTES = z.registry<EventNote>();

/** The data of one type of event: the common fields and its own, with its entry in the catalogue. */
export function eventData<S extends z.ZodRawShape>(shape: S, note: EventNote) {
  return z.object({ ...commonFields, ...shape }).register(EVENT_NOTES, note);
}
