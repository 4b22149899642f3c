import { z } from 'zod';
import { CAUSES } from '../domain/alert/fact.ts';
import { COLOURS, CONTRIBUTIONS, type ColourPolicy } from '../domain/definitions.ts';
import { MEASURES } from '../domain/policy-rules.ts';
import { Code, DefinitionId } from './definition-parts.ts';

const days = z.int().min(0).max(3660);
const fromFirstDay = z.int().min(1).max(3660);
const months = z.int().min(1).max(120);
const colour = z.enum(COLOURS);
const rule = { id: Code, contributes: z.enum(CONTRIBUTIONS) };

const DueShape = z.strictObject({
  ...rule,
  blueWithin: days.exactOptional(),
  redFrom: fromFirstDay.exactOptional(),
  redFromByTemplate: z.record(DefinitionId, fromFirstDay).exactOptional(),
});

const FlatShape = z.strictObject({ ...rule, colour });

const BlueShape = z.strictObject({
  limitFrom: fromFirstDay,
  sharePercent: z.int().min(0).max(100),
  leastDays: days,
});

const LimitShape = z.strictObject({
  ...rule,
  blue: z.array(BlueShape),
  redFrom: fromFirstDay,
  withFloat: rule.contributes,
});

const rounds = z.int().min(1).max(60);

const ApprovalShapes = {
  approvalLimit: LimitShape.extend({ pastStatutory: colour }).exactOptional(),
  correctionRounds: z
    .strictObject({ ...rule, blueFrom: rounds, yellowFrom: rounds, redFrom: rounds })
    .exactOptional(),
  deficiency: z
    .strictObject({ ...rule, before: colour, after: colour, withFloat: rule.contributes })
    .exactOptional(),
  utilityNeed: z.strictObject({ ...rule, blueWithin: days, redFrom: fromFirstDay }).exactOptional(),
  umbrella: LimitShape.exactOptional(),
  presumed: FlatShape.exactOptional(),
  itemState: z
    .strictObject({ ...rule, done: colour, running: colour, notBegun: colour, over: colour })
    .exactOptional(),
  quality: FlatShape.exactOptional(),
};

const workingDays = z.int().min(1).max(260);
const threshold = z.number().min(-100).max(200).nullable();

const ProgressShapes = {
  progress: z
    .strictObject({
      ...rule,
      measure: z.enum([...MEASURES, 'worse']),
      mode: z.enum(['points', 'ratio']),
      blueBelow: threshold,
      yellowBelow: threshold,
      redBelow: threshold,
      including: z.array(z.enum(['blue', 'yellow', 'red'])).exactOptional(),
    })
    .exactOptional(),
  startMonth: z
    .strictObject({ ...rule, milestone: Code, yellowAfter: months, redAfter: months })
    .exactOptional(),
  followUp: z
    .strictObject({
      ...rule,
      milestone: Code,
      after: Code,
      yellowAfterMonths: months,
      redAfterMonths: months,
    })
    .exactOptional(),
};

const LastingShapes = {
  safety: z.strictObject({ ...rule, hazard: colour, accident: colour }).exactOptional(),
  outage: z
    .strictObject({
      ...rule,
      ahead: colour,
      near: colour,
      nearFromWorkingDays: z.int().min(0).max(20),
    })
    .exactOptional(),
  noUpdate: z
    .strictObject({
      ...rule,
      blueFrom: workingDays,
      yellowFrom: workingDays,
      redFrom: workingDays,
    })
    .exactOptional(),
  repetition: z
    .strictObject({ id: Code, afterWorkingDays: workingDays, notFor: z.array(z.enum(CAUSES)) })
    .exactOptional(),
  recovery: z
    .strictObject({ ...rule, colour, atMostWorkingDays: workingDays.exactOptional() })
    .exactOptional(),
  accumulation: z
    .strictObject({ ...rule, of: colour, count: z.int().min(2).max(100), colour })
    .exactOptional(),
};

/** The rules of a colour policy, each by its name; what it lacks colours nothing. */
export const RulesShape = z.strictObject({
  due: DueShape.exactOptional(),
  redLineDue: DueShape.exactOptional(),
  forecast: z
    .strictObject({ ...rule, yellowFrom: fromFirstDay, redLineDueWithin: days.exactOptional() })
    .exactOptional(),
  withdrawn: FlatShape.exactOptional(),
  compliance: FlatShape.exactOptional(),
  ...ApprovalShapes,
  ...ProgressShapes,
  ...LastingShapes,
  blocked: z
    .strictObject({
      ...rule,
      blueWithin: days,
      redFrom: fromFirstDay,
      softContributes: rule.contributes,
    })
    .exactOptional(),
}) satisfies z.ZodType<ColourPolicy['rules']>;
