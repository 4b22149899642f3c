import { z } from 'zod';
import { COLOURS, CONTRIBUTIONS, type ColourPolicy } from '../domain/definitions.ts';
import { ROLES } from '../domain/fact.ts';
import { Code, DefinitionId, LabelText, PlainDay, Version } from './definition-parts.ts';
import type { Fault } from './fault.ts';

const days = z.int().min(0).max(3660);
const fromFirstDay = z.int().min(1).max(3660);
const contributes = z.enum(CONTRIBUTIONS);

const DueShape = z.strictObject({
  id: Code,
  blueWithin: days,
  redFrom: fromFirstDay,
  redFromByTemplate: z.record(DefinitionId, fromFirstDay).exactOptional(),
  contributes,
});

const FlatShape = z.strictObject({ id: Code, colour: z.enum(COLOURS), contributes });

const BlueShape = z.strictObject({
  limitFrom: fromFirstDay,
  sharePercent: z.int().min(0).max(100),
  leastDays: days,
});

const LimitShape = z.strictObject({
  id: Code,
  blue: z.array(BlueShape),
  redFrom: fromFirstDay,
  contributes,
  withFloat: contributes,
});

const rounds = z.int().min(1).max(60);

const ApprovalShapes = {
  approvalLimit: LimitShape.extend({ pastStatutory: z.enum(COLOURS) }).exactOptional(),
  correctionRounds: z
    .strictObject({
      id: Code,
      blueFrom: rounds,
      yellowFrom: rounds,
      redFrom: rounds,
      contributes,
    })
    .exactOptional(),
  deficiency: z
    .strictObject({
      id: Code,
      before: z.enum(COLOURS),
      after: z.enum(COLOURS),
      contributes,
      withFloat: contributes,
    })
    .exactOptional(),
  utilityNeed: z
    .strictObject({ id: Code, blueWithin: days, redFrom: fromFirstDay, contributes })
    .exactOptional(),
  umbrella: LimitShape.exactOptional(),
  presumed: FlatShape.exactOptional(),
};

/** A colour policy as its file holds it. */
export const PolicyShape = z.strictObject({
  id: DefinitionId,
  version: Version,
  label: LabelText,
  effectiveFrom: PlainDay,
  rules: z.strictObject({
    due: DueShape,
    redLineDue: DueShape,
    forecast: z
      .strictObject({ id: Code, yellowFrom: fromFirstDay, redLineDueWithin: days, contributes })
      .exactOptional(),
    withdrawn: FlatShape.exactOptional(),
    compliance: FlatShape.exactOptional(),
    ...ApprovalShapes,
  }),
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
      .array(z.strictObject({ upToDays: fromFirstDay.exactOptional(), role: z.enum(ROLES) }))
      .min(1),
    redLine: z.enum(ROLES),
  }),
}) satisfies z.ZodType<PolicyContent>;

/** A policy before its hash is known. */
export type PolicyContent = Omit<ColourPolicy, 'hash'>;

/** What a well-formed policy gets wrong between its parts and about lifecycles. */
export function policyFaults(policy: PolicyContent, templates: ReadonlySet<string>): Fault[] {
  return [
    ...repeatedRules(policy),
    ...fallingLimits(policy),
    ...fallingRounds(policy),
    ...levelFaults(policy),
    ...unknownTemplates(policy, templates),
  ];
}

function repeatedRules({ rules }: PolicyContent): Fault[] {
  const ids = Object.values(rules).map(({ id }) => id);
  return Object.entries(rules)
    .filter(([, { id }], at) => ids.indexOf(id) < at)
    .map(([rule]) => ({ path: `rules.${rule}.id`, message: 'expected each only once' }));
}

// Every limit falls into one band.
function fallingLimits({ rules }: PolicyContent): Fault[] {
  return (['approvalLimit', 'umbrella'] as const).flatMap((rule) => {
    const bands = rules[rule]?.blue ?? [];
    return bands.flatMap(({ limitFrom }, at) => {
      const before = bands[at - 1]?.limitFrom ?? 0;
      if (limitFrom > before) return [];
      const path = `rules.${rule}.blue[${at}].limitFrom`;
      return [{ path, message: `expected more than ${before}` }];
    });
  });
}

function fallingRounds({ rules: { correctionRounds } }: PolicyContent): Fault[] {
  if (!correctionRounds) return [];
  const { blueFrom, yellowFrom, redFrom } = correctionRounds;
  if (blueFrom <= yellowFrom && yellowFrom <= redFrom) return [];
  const message = `expected no fewer rounds for a worse colour, not ${blueFrom}, ${yellowFrom}, ${redFrom}`;
  return [{ path: 'rules.correctionRounds', message }];
}

function levelFaults({ planChange: { levels } }: PolicyContent): Fault[] {
  const last = levels.length - 1;
  return levels.flatMap(({ upToDays }, at) => {
    const path = `planChange.levels[${at}].upToDays`;
    if (at === last) {
      return upToDays === undefined ? [] : [{ path, message: 'expected none at the last level' }];
    }
    const before = levels[at - 1]?.upToDays ?? 0;
    if (upToDays !== undefined && upToDays > before) return [];
    return [{ path, message: `expected more than ${before}` }];
  });
}

function unknownTemplates({ rules }: PolicyContent, templates: ReadonlySet<string>): Fault[] {
  return (['due', 'redLineDue'] as const).flatMap((rule) =>
    Object.keys(rules[rule].redFromByTemplate ?? {})
      .filter((template) => !templates.has(template))
      .map((template) => ({
        path: `rules.${rule}.redFromByTemplate.${template}`,
        message: `expected the id of a lifecycle: ${[...templates].join(', ')}`,
      })),
  );
}
