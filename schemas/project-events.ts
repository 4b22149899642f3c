import { z } from 'zod';
import { SIGNAL_KINDS, STATUSES } from '../domain/assessment.ts';
import { COLOURS, PHASES } from '../domain/definitions.ts';
import { EVIDENCE_LEVELS } from '../domain/fact.ts';
import type { ProjectChange } from '../domain/project-change.ts';

const Day = z.iso.date().meta({ title: 'day' });
const Label = z.object({ zh: z.string(), en: z.string() });
const Colour = z.enum(COLOURS).nullable();
const Phase = z.enum([...PHASES, 'lead']);
const FactRef = z.object({ source: z.string(), id: z.string() });

const milestone = {
  milestone: z.string().describe('Code of the lifecycle, such as `groundbreaking`'),
  label: Label,
  redLine: z.boolean().describe('Whether it is one of the dates that must hold'),
};

const Reason = z.object({
  signal: z.string().describe('Id of the signal, stable over its life'),
  object: z
    .string()
    .describe('Code of the milestone, id of the approval item or `stage:` and its number'),
  kind: z.enum(SIGNAL_KINDS),
  rule: z.string().describe('`policy@version rule`'),
  reason: z
    .object({
      code: z.string(),
      numbers: z.record(z.string(), z.number()),
      days: z.record(z.string(), Day),
      words: z.record(z.string(), z.string()),
    })
    .describe('The inequality with its numbers'),
  facts: z.array(FactRef).describe('Facts used'),
  unverified: z.boolean().describe('待核: a source is silent that could have prevented it'),
  stock: z.boolean().describe('存量: it was so before the project went live'),
});

const BODIES = {
  'project.stage.changed.v1': {
    from: z.string().nullable().describe('Null: nothing was told before'),
    to: z.string().describe('Code of the furthest milestone that counts, else `negotiation`'),
    phase: Phase,
  },
  'project.milestone.reached.v1': {
    ...milestone,
    on: Day.nullable().describe('Null where only a later milestone says that it was reached'),
    before: Day.nullable().exactOptional().describe('The day told before, where it moved'),
    evidence: z.enum(EVIDENCE_LEVELS).exactOptional(),
  },
  'project.milestone.withdrawn.v1': {
    ...milestone,
    before: Day.nullable().describe('The day on which it had counted as reached, if it had'),
    state: z.enum(['open', 'reported', 'withdrawn', 'withoutPermit', 'notApplicable']),
  },
  'project.plan.changed.v1': {
    ...milestone,
    from: Day.nullable().describe('Null: it was not in the plan'),
    to: Day.nullable().describe('Null: it is not in the plan any more'),
    baseline: Day.exactOptional().describe('The first approved day; never moves'),
  },
  'project.colour.changed.v1': {
    from: Colour,
    to: Colour.describe('Null: none, as while paused, closed or in the pipeline'),
    status: z.enum(STATUSES),
    reasons: z.array(Reason).describe('The signals of this colour, the leading one first'),
    withheld: z.int().describe("Signals of this colour that only the project's own people may see"),
  },
} satisfies Record<ProjectChange['type'], z.ZodRawShape>;

/** The type of the event that tells many changes at once. */
export const REASSESSED = 'project.reassessed.v1';

/** Why a project changed. */
export const NEWS_CAUSES = [
  'FACT',
  'TIME',
  'COMMAND',
  'RULES_CHANGED',
  'BACKFILL',
  'REBUILD',
] as const;
export type NewsCause = (typeof NEWS_CAUSES)[number];

const about = {
  projectCode: z.string().describe('Also the key of the message'),
  projectName: z.string(),
  sample: z.boolean().describe('Invented data of the sample park'),
  revision: z.int().describe('Of the project; all events of one settle share it'),
  cause: z
    .enum(NEWS_CAUSES)
    .describe('What came in, or that time passed, or that rules or loaded history changed it'),
  fact: FactRef.exactOptional().describe('The fact behind it, where it was a single one'),
};

/** What the data of every event about a project says. */
export const ProjectEventBase = z.object(about);
export type ProjectEventBase = z.output<typeof ProjectEventBase>;

/** The data of the events that tell one change, by type without prefix. */
export const PROJECT_EVENTS: Record<ProjectChange['type'], z.ZodObject> = {
  'project.stage.changed.v1': eventOf('project.stage.changed.v1'),
  'project.milestone.reached.v1': eventOf('project.milestone.reached.v1'),
  'project.milestone.withdrawn.v1': eventOf('project.milestone.withdrawn.v1'),
  'project.plan.changed.v1': eventOf('project.plan.changed.v1'),
  'project.colour.changed.v1': eventOf('project.colour.changed.v1'),
};

function eventOf<T extends ProjectChange['type']>(type: T) {
  return z.object({ ...about, ...BODIES[type] });
}

const changeOf = <T extends ProjectChange['type']>(type: T) =>
  z.object({ type: z.literal(type), ...BODIES[type] });

/** One change of a project, as `changes` of a reassessment holds it. */
export const ProjectChangeData = z.discriminatedUnion('type', [
  changeOf('project.stage.changed.v1'),
  changeOf('project.milestone.reached.v1'),
  changeOf('project.milestone.withdrawn.v1'),
  changeOf('project.plan.changed.v1'),
  changeOf('project.colour.changed.v1'),
]);

/** All that changed with rules or loaded history, in one event: no news about the past line by line. */
export const ProjectReassessed = z.object({
  ...about,
  cause: z.enum(['RULES_CHANGED', 'BACKFILL', 'REBUILD']),
  whole: z
    .literal(true)
    .exactOptional()
    .describe('Forget what was told of the project before: what `changes` does not say is not so'),
  changes: z
    .array(ProjectChangeData)
    .describe('Each with the `type` and the fields of the event that would tell it alone'),
});
