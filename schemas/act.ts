import { z } from 'zod';
import { ROLES } from '../domain/fact.ts';
import { text } from './event-data.ts';
import { findUnstorable } from './storable.ts';

/** What every act of a person says: who, under which role, why, and an id that makes a repetition harmless. */
export const act = {
  commandId: text(200).describe(
    'Chosen by the caller; repeated, the command returns its first outcome',
  ),
  actor: z.strictObject({
    id: text(100),
    role: z.enum(ROLES),
    onBehalfOf: text(100).exactOptional(),
    delegatedBy: text(100).exactOptional(),
  }),
  reason: z.string().trim().min(1).max(2000),
};

/** Refuses what PostgreSQL can't keep, with its path. */
export function storable(body: unknown, context: z.RefinementCtx): void {
  const fault = findUnstorable(body);
  if (fault) context.addIssue(fault.path ? `${fault.path} ${fault.message}` : fault.message);
}
