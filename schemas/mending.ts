import { z } from 'zod';
import type { Role } from '../domain/fact.ts';
import { act, storable } from './act.ts';
import { ProjectCode } from './event-data.ts';
import { DEAD_LETTER_REASONS } from './dead-letter.ts';
import { text } from './event-data.ts';

/** Who may mend what the engine could not take: the administrators and the liaisons of the systems that send. */
export const MENDERS: readonly Role[] = ['administrator', 'permitLiaison', 'utilityLiaison'];

// Most that one act may send again or discard.
const MAX_LETTERS = 1_000;

/** Dead letters of an act: named one by one, or the oldest open ones of a reason. */
export const MendLettersBody = z
  .strictObject({
    ...act,
    ids: z.array(z.int().positive()).min(1).max(MAX_LETTERS).exactOptional(),
    allOf: z.enum(DEAD_LETTER_REASONS).exactOptional(),
    limit: z.int().min(1).max(MAX_LETTERS).default(MAX_LETTERS),
    /** Says what would become of each, and does nothing. */
    dryRun: z.boolean().default(false),
  })
  .refine(({ ids, allOf }) => (ids === undefined) !== (allOf === undefined), {
    message: 'expected either `ids` or `allOf`',
    path: ['ids'],
  })
  .superRefine(storable);
export type MendLettersBody = z.output<typeof MendLettersBody>;

/** Rows of the outbox that can't be sent as they are. */
export const MendOutboxBody = z
  .strictObject({ ...act, ids: z.array(z.int().positive()).min(1).max(MAX_LETTERS) })
  .superRefine(storable);
export type MendOutboxBody = z.output<typeof MendOutboxBody>;

/** Events that wait for a project under a code that is another project's. */
export const MatchParkedBody = z
  .strictObject({ ...act, project: ProjectCode })
  .superRefine(storable);
export type MatchParkedBody = z.output<typeof MatchParkedBody>;

/** Events that wait for a project that will never be registered; all of them, or those named. */
export const DiscardParkedBody = z
  .strictObject({
    ...act,
    events: z.array(z.strictObject({ source: text(200), id: text(200) })).exactOptional(),
  })
  .superRefine(storable);
export type DiscardParkedBody = z.output<typeof DiscardParkedBody>;
