import { z } from 'zod';
import { COLOURS, type ColourPolicy } from '../domain/definitions.ts';
import { ROLES } from '../domain/fact.ts';
import { SHAPES } from '../domain/policy-rules.ts';
import { AlertingShape } from './colour-policy-alerting.ts';
import { RulesShape } from './colour-policy-rules.ts';
import { DefinitionId, LabelText, PlainDay, Version } from './definition-parts.ts';

const ColourShape = z.strictObject({
  colour: z.enum(COLOURS),
  label: LabelText,
  meaning: LabelText,
  hex: z.string().regex(/^#[0-9a-f]{6}$/, 'expected a colour such as #b3261e'),
  shape: z.enum(SHAPES),
  symbol: z.string().min(1).max(4),
});

const SourceShape = z.strictObject({
  title: z.string().min(1),
  url: z.url().exactOptional(),
  dated: z
    .string()
    .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'expected a year, month or day')
    .exactOptional(),
});

/** A colour policy as its row holds it; its file has its cases besides. */
export const PolicyShape = z.strictObject({
  id: DefinitionId,
  version: Version,
  label: LabelText,
  effectiveFrom: PlainDay,
  rules: RulesShape,
  colours: z.array(ColourShape).min(2).exactOptional(),
  source: SourceShape.exactOptional(),
  alerting: AlertingShape.exactOptional(),
  overrideUpToDays: z.int().min(1).max(366).exactOptional(),
  confirmWithinWorkingDays: z.int().min(1).max(60),
  silence: z
    .strictObject({
      afterWorkingDays: z.int().min(1).max(260),
      bySource: z.record(z.string().min(1), z.int().min(1).max(260).nullable()).exactOptional(),
    })
    .exactOptional(),
  pipelineDates: z.boolean(),
  planChange: z.strictObject({
    levels: z
      .array(
        z.strictObject({ upToDays: z.int().min(1).max(3660).exactOptional(), role: z.enum(ROLES) }),
      )
      .min(1),
    redLine: z.enum(ROLES),
  }),
}) satisfies z.ZodType<PolicyContent>;

/** A policy before its hash is known. */
export type PolicyContent = Omit<ColourPolicy, 'hash'>;
