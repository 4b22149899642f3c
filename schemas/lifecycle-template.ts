import { z } from 'zod';
import type { LifecycleTemplate } from '../domain/definitions.ts';
import { EVIDENCE_LEVELS, type FactData } from '../domain/fact.ts';
import { ApprovalTemplateId } from './approval-template.ts';
import { Code, DefinitionId, LabelText, Version } from './definition-parts.ts';

type FieldsOf = { [T in keyof FactData]?: readonly (keyof FactData[T])[] };

/** Events that can prove a milestone, each with the fields that a rule may compare or take its day from. */
export const PROVING_EVENTS = {
  'permit.certificate.issued.v1': ['itemCode', 'certType', 'certNo', 'issuedOn', 'phase'],
  'permit.acceptance.result.v1': ['itemCode', 'result', 'phase'],
  'utility.application.connected.v1': ['utility', 'phase'],
  'land.contract.signed.v1': ['parcelNo'],
  'land.cleared.v1': ['parcelNo'],
} as const satisfies FieldsOf;

const PROVING_TYPES = Object.keys(PROVING_EVENTS) as (keyof typeof PROVING_EVENTS)[]; // the keys of a literal

const OffsetShape = z
  .strictObject({
    from: Code,
    days: z.int().min(0).exactOptional(),
    months: z.int().min(0).exactOptional(),
  })
  .refine(({ days, months }) => (days === undefined) !== (months === undefined), {
    message: 'expected either days or months',
  });

const MilestoneShape = z.strictObject({
  code: Code,
  label: LabelText,
  offset: OffsetShape.exactOptional(),
  redLine: z.boolean().exactOptional(),
  needs: z.enum(EVIDENCE_LEVELS),
  reachedBy: z.array(
    z.strictObject({
      event: z.enum(PROVING_TYPES),
      where: z.record(z.string(), z.string().min(1)).exactOptional(),
      on: z.string().exactOptional(),
      level: z.enum(EVIDENCE_LEVELS),
    }),
  ),
  impliedBy: Code.exactOptional(),
});

/** A lifecycle as its file holds it; what the parts must be to each other is in lifecycle-faults.ts. */
export const LifecycleShape = z.strictObject({
  id: DefinitionId,
  version: Version,
  label: LabelText,
  milestones: z.array(MilestoneShape).min(1),
  gates: z.array(
    z.strictObject({
      milestone: Code,
      hard: z.array(Code),
      soft: z.array(Code),
      whenOpen: z.enum(['compliance', 'gap']),
    }),
  ),
  phases: z.strictObject({
    signing: Code.exactOptional(),
    groundbreaking: Code.exactOptional(),
    production: Code.exactOptional(),
    fullOutput: Code.exactOptional(),
  }),
  benchmarks: z.array(
    z.strictObject({ id: DefinitionId, label: LabelText, to: Code, within: OffsetShape }),
  ),
  fullOutput: z
    .strictObject({
      milestone: Code,
      sharePercent: z.number().gt(0).max(100),
      months: z.int().min(1).max(24),
      consumptionSharePercent: z.number().gt(0).max(100),
    })
    .exactOptional(),
  approval: ApprovalTemplateId.exactOptional(),
}) satisfies z.ZodType<LifecycleContent>;

/** A lifecycle before its hash is known. */
export type LifecycleContent = Omit<LifecycleTemplate, 'hash'>;
