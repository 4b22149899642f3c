import { z } from 'zod';
import { COLOURS } from '../domain/definitions.ts';
import { DEFINITION_KINDS } from './definition-rows.ts';

const colour = z.enum(COLOURS).nullable().describe('Null while paused, closed or in the pipeline');

/** The type, without prefix, of the event that says which rules count from now on and what they changed. */
export const RULES_APPLIED = 'rules.applied.v1';

/** What other systems hear after a recheck, instead of an event a project. */
export const RulesApplied = z.object({
  recheck: z.int().describe('Number of the recheck'),
  part: z.int().min(1),
  parts: z.int().min(1).describe('Long lists come in several events, equal but for `projects`'),
  coreVersion: z.int(),
  definitions: z
    .array(
      z.object({
        kind: z.enum(DEFINITION_KINDS),
        id: z.string(),
        from: z.string(),
        to: z.string().describe('The version that came into force'),
      }),
    )
    .describe('None when only the program changed'),
  startedAt: z.iso.datetime(),
  settled: z.int().describe('Open projects assessed anew'),
  failed: z.int().describe('Open projects that could not be assessed and keep what they had'),
  changed: z.int().describe('Projects whose colour changed, in all parts together'),
  projects: z.array(z.object({ code: z.string(), from: colour, to: colour })),
});
export type RulesApplied = z.output<typeof RulesApplied>;
