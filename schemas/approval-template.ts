import { z } from 'zod';
import {
  APPROVAL_STAGES,
  ITEM_KINDS,
  ITEM_MODES,
  STOP_REASONS,
  UTILITIES,
  UTILITY_STEPS,
  type ApprovalTemplate,
  type Condition,
  type Requirement,
  type Traits,
} from '../domain/approval/template.ts';
import { Code, LabelText, PlainDay, Version } from './definition-parts.ts';
import { text } from './event-data.ts';

/** Ids of approval templates, such as `G` or `G-sample`; they appear in file names, URLs and SQL. */
export const ApprovalTemplateId = z
  .string()
  .regex(/^[A-Z][A-Za-z0-9]*(?:-[a-z0-9]+)*$/, 'expected an id such as G or G-sample');

const ItemId = z
  .string()
  .regex(/^[A-Z][A-Za-z0-9]*(?:-[a-z0-9]+)*$/, 'expected an id such as G07 or G-power');

const TraitValue = z.union([text(100), z.number(), z.boolean()]);

/** What is known of a project, by the field that approval templates ask for. */
export const TraitsShape = z.record(Code, TraitValue) satisfies z.ZodType<Traits>;

const NOT_EMPTY = 'expected something in it';

const ConditionShape: z.ZodType<Condition> = z.lazy(() =>
  z.union(
    [
      z.strictObject({ field: Code, in: z.array(TraitValue).min(1, NOT_EMPTY) }),
      z.strictObject({ field: Code, atLeast: z.number() }),
      z.strictObject({ all: z.array(ConditionShape).min(1, NOT_EMPTY) }),
      z.strictObject({ any: z.array(ConditionShape).min(1, NOT_EMPTY) }),
    ],
    'expected {field, in}, {field, atLeast}, {all} or {any}',
  ),
);

// Nothing at all may be asked for (`all` of none), but of none no `any` can hold.
const RequirementShape: z.ZodType<Requirement> = z.lazy(() =>
  z.union(
    [
      z.strictObject({ all: z.array(RequirementShape) }),
      z.strictObject({ any: z.array(RequirementShape).min(1, NOT_EMPTY) }),
      z.strictObject({ item: ItemId, ifApplies: z.literal(true).exactOptional() }),
      z.strictObject({ milestone: Code }),
      z.strictObject({ utility: z.enum(UTILITIES), step: z.enum(UTILITY_STEPS) }),
    ],
    'expected {all}, {any}, {item}, {item, ifApplies: true}, {milestone} or {utility, step}',
  ),
);

const days = z.int().min(0).max(3660);

const LimitShape = z.strictObject({
  n: days,
  unit: z.enum(['wd', 'cal']),
  byVariant: z.record(z.string(), days).exactOptional(),
});

const SilentConsentShape = z.strictObject({
  afterWorkingDays: z.int().min(1).max(60),
  rule: text(200).describe('Number of the rule that lets silence count'),
  agreedBy: text(200).describe('The authority that agreed to it'),
  effectiveFrom: PlainDay,
});

const ItemShape = z.strictObject({
  id: ItemId,
  name: LabelText,
  stage: z.enum(APPROVAL_STAGES),
  kind: z.enum(ITEM_KINDS),
  lead: text(50),
  authority: text(50),
  window: text(50),
  departments: z.array(text(50)).default([]),
  appliesWhen: ConditionShape.exactOptional(),
  prereq: RequirementShape,
  variantField: Code.exactOptional(),
  statutory: LimitShape.exactOptional(),
  promised: LimitShape.exactOptional(),
  applyWithin: LimitShape.exactOptional(),
  modes: z.array(z.enum(ITEM_MODES)).min(1),
  mayStopFor: z.array(z.enum(STOP_REASONS)),
  veto: z.boolean().default(false),
  silentConsent: SilentConsentShape.nullable().default(null),
  correctionWorkingDays: z.int().min(1).max(365),
  promiseCheckWorkingDays: z.int().min(1).max(365).exactOptional(),
  certificate: text(100).exactOptional(),
  utility: z.enum(UTILITIES).exactOptional(),
  land: z.enum(['contract', 'cleared']).exactOptional(),
  stepLimits: z.partialRecord(z.enum(UTILITY_STEPS), LimitShape).exactOptional(),
  umbrella: ItemId.exactOptional(),
  source: text().exactOptional(),
});

const StageShape = z.strictObject({
  id: z.enum(APPROVAL_STAGES),
  label: LabelText,
  lead: text(50),
  promisedWorkingDays: z.int().min(1).max(365).exactOptional(),
});

const GateShape = z.strictObject({
  milestone: Code,
  hard: z.array(RequirementShape),
  soft: z.array(RequirementShape),
});

const TraitShape = z.strictObject({
  field: Code,
  label: LabelText,
  values: z.union([z.enum(['boolean', 'number']), z.array(text(50)).min(1)]),
});

/** An approval template as its file holds it; what the parts must be to each other is in approval-faults.ts. */
export const ApprovalShape = z.strictObject({
  id: ApprovalTemplateId,
  version: Version,
  label: LabelText,
  effectiveFrom: PlainDay,
  beginsAt: Code,
  traits: z.array(TraitShape),
  stages: z.array(StageShape).min(1),
  items: z.array(ItemShape).min(1),
  gates: z.array(GateShape),
}) satisfies z.ZodType<ApprovalContent>;

/** An approval template before its hash is known. */
export type ApprovalContent = Omit<ApprovalTemplate, 'hash'>;
