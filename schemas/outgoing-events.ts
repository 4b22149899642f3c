import type { z } from 'zod';
import type { ProjectChange } from '../domain/project-change.ts';
import { PROJECT_EVENTS, ProjectReassessed, REASSESSED } from './project-events.ts';
import { RULES_APPLIED, RulesApplied } from './rules-applied.ts';

/** What the catalogue says about a type of event that leaves. */
export interface OutgoingNote {
  /** The field's own term. */
  zh: string;
  en: string;
  /** When it is sent. */
  sent: string;
  /** Of its data. */
  example: Record<string, unknown>;
}

/** A type of event that leaves, without its prefix. */
export interface OutgoingType {
  type: string;
  note: OutgoingNote;
  schema: z.ZodType;
}

const about = {
  projectCode: 'ZZY-003',
  projectName: '示例新能源电池',
  sample: true,
  revision: 14,
  cause: 'FACT',
  fact: { source: '/permit/wuhan-gaoxin', id: 'sgxk-2026-0117' },
};
const groundbreaking = {
  milestone: 'groundbreaking',
  label: { zh: '开工', en: 'Groundbreaking' },
  redLine: true,
};
const plan = { from: '2026-03-01', to: '2026-03-20', baseline: '2026-03-01' };

const CHANGES: Record<ProjectChange['type'], OutgoingNote> = {
  'project.stage.changed.v1': {
    zh: '阶段变化',
    en: 'Stage changed',
    sent: 'The furthest milestone that counts is another one; a stage may go back.',
    example: { ...about, from: 'constructionPermit', to: 'groundbreaking', phase: 'production' },
  },
  'project.milestone.reached.v1': {
    zh: '节点达成',
    en: 'Milestone reached',
    sent: 'A milestone is reached, or its day moved; then `before` holds the day told earlier.',
    example: { ...about, ...groundbreaking, on: '2026-03-18', evidence: 'confirmed' },
  },
  'project.milestone.withdrawn.v1': {
    zh: '节点撤回',
    en: 'Milestone withdrawn',
    sent: 'A milestone has lost its proof, or does not count as reached any more.',
    example: { ...about, ...groundbreaking, before: '2026-03-18', state: 'withdrawn' },
  },
  'project.plan.changed.v1': {
    zh: '计划调整',
    en: 'Plan changed',
    sent: 'The approved day of a milestone is another one, or it came into the plan or left it.',
    example: { ...about, cause: 'COMMAND', ...groundbreaking, ...plan },
  },
  'project.colour.changed.v1': {
    zh: '颜色变化',
    en: 'Colour changed',
    sent: 'The colour of the project is another one, with the reasons of the new one.',
    example: {
      ...about,
      ...{ cause: 'TIME', fact: undefined, from: 'yellow', to: 'red', status: 'active' },
      reasons: [
        {
          ...{ signal: 'groundbreaking/due', object: 'groundbreaking', kind: 'due' },
          rule: 'default@2026.5 redLineDue',
          reason: {
            code: 'overdue',
            numbers: { blueWithin: 30, redFrom: 7 },
            days: { due: '2026-03-20' },
            words: { milestone: 'groundbreaking', redLine: 'true' },
          },
          ...{ facts: [], unverified: false, stock: false },
        },
      ],
      withheld: 0,
    },
  },
};

const REASSESSED_NOTE: OutgoingNote = {
  zh: '重新评估',
  en: 'Project reassessed',
  sent: 'Rules or loaded history changed a project: all in one event instead of news line by line. With `whole` the project is told from nothing, where events were lost.',
  example: {
    ...{ ...about, cause: 'BACKFILL' },
    changes: [{ type: 'project.plan.changed.v1', ...groundbreaking, ...plan }],
  },
};

const RULES_NOTE: OutgoingNote = {
  zh: '规则生效',
  en: 'Rules applied',
  sent: 'A recheck has ended: which definitions count from now on, and whose colour changed by them. Its source is `/kaigong/rules`; it has no key.',
  example: {
    ...{ recheck: 3, part: 1, parts: 1, coreVersion: 2 },
    definitions: [{ kind: 'policy', id: 'default', from: '2026.4', to: '2026.5' }],
    ...{ startedAt: '2026-02-02T01:00:00.000Z', settled: 180, failed: 0, changed: 1 },
    projects: [{ code: 'ZZY-003', from: 'yellow', to: 'red' }],
  },
};

/** Every type of event that leaves on `project.events`, in the order of the catalogue. */
export const OUTGOING_TYPES: readonly OutgoingType[] = [
  ...Object.entries(CHANGES).map(([type, note]) => ({
    ...{ type, note },
    // `as`: Object.entries forgets the type of keys.
    schema: PROJECT_EVENTS[type as ProjectChange['type']],
  })),
  { type: REASSESSED, note: REASSESSED_NOTE, schema: ProjectReassessed },
  { type: RULES_APPLIED, note: RULES_NOTE, schema: RulesApplied },
];
