import { z } from 'zod';
import type { ApprovalTemplate } from '../domain/approval/template.ts';
import { wrongTraits } from '../domain/approval/trait-answers.ts';
import type { LifecycleTemplate } from '../domain/definitions.ts';
import type { Dependency, PlannedMilestone, Registration } from '../domain/fact.ts';
import { planFromTemplate } from '../domain/plan.ts';
import { ApprovalTemplateId, TraitsShape } from './approval-template.ts';
import { Code, DefinitionId, PlainDay } from './definition-parts.ts';
import { Phase, ProjectCode, text } from './event-data.ts';
import type { Fault } from './fault.ts';

/** One line of a plan. */
const PlannedMilestoneShape = z.strictObject({
  code: Code,
  planned: PlainDay,
  redLine: z.boolean().exactOptional(),
  actual: PlainDay.exactOptional().describe('Reached before the project was taken over'),
}) satisfies z.ZodType<PlannedMilestone>;

/** An edge to a project that this one waits for. */
export const DependencyShape = z.strictObject({
  on: ProjectCode,
  milestone: Code,
  gates: Code,
  type: z.enum(['blocks', 'soft']),
  lagDays: z.int().min(0).max(3660).default(0),
}) satisfies z.ZodType<Dependency>;

const amount = z.number().min(0).describe('10,000 yuan');

/** Planned investment as a whole and by year, in 10,000 yuan. */
export const InvestmentShape = z.strictObject({
  total: z.number().positive().describe('10,000 yuan'),
  byYear: z
    .record(z.string().regex(/^20\d\d$/), amount)
    .exactOptional()
    .describe('Planned of each year, for the schedule of progress'),
}) satisfies z.ZodType<Registration['investment']>;

/**
 * What is said to register a project: a plan line by line, or the day of signing alone, from which
 * the template makes the plan.
 */
export const RegistrationRequest = z
  .strictObject({
    code: ProjectCode,
    name: text(),
    investor: text(),
    kind: text(50),
    template: DefinitionId.describe('Id of the lifecycle template'),
    policy: DefinitionId.exactOptional().describe("Colour policy other than the park's default"),
    approval: ApprovalTemplateId.exactOptional().describe(
      "Approval template other than the lifecycle's",
    ),
    traits: TraitsShape.exactOptional().describe(
      'What decides which approval items apply, such as `eiaClass`',
    ),
    pipeline: z.boolean().default(false),
    priority: text(50).default('normal'),
    manager: text(100).exactOptional(),
    deputy: text(100).exactOptional(),
    patron: text(100).exactOptional().describe('The leader answerable for it (分管领导)'),
    phases: z.array(Phase).default([]),
    designedMonthlyOutput: z.number().positive().exactOptional(),
    investment: InvestmentShape.exactOptional(),
    designedMonthlyKwh: z.number().positive().exactOptional(),
    milestones: z.array(PlannedMilestoneShape).min(1).exactOptional(),
    signedOn: PlainDay.exactOptional().describe(
      'Planned or actual day of signing, in place of a plan',
    ),
    dependencies: z.array(DependencyShape).default([]),
    goLive: PlainDay.exactOptional().describe(
      'From when the engine is relied on, else from the registration: what is wrong by then is stock (存量)',
    ),
    sample: z.boolean().exactOptional(),
  })
  .refine(({ milestones, signedOn }) => (milestones === undefined) !== (signedOn === undefined), {
    message: 'expected either milestones or signedOn',
    path: ['milestones'],
  });
export type RegistrationRequest = z.infer<typeof RegistrationRequest>;

/** The registration as it is kept: a request that names only the signing gets the template's plan. */
export function completeRegistration(
  { signedOn, milestones, ...rest }: RegistrationRequest,
  template: LifecycleTemplate,
): Registration {
  const derived = signedOn === undefined ? [] : planFromTemplate(template, signedOn);
  return { ...rest, milestones: milestones ?? derived };
}

/** What a well-formed registration gets wrong between its parts and, when given, about its templates. */
export function registrationFaults(
  { code, milestones, dependencies, phases, investment, traits = {} }: Registration,
  template?: LifecycleTemplate,
  approval?: ApprovalTemplate,
): Fault[] {
  const codes = milestones.map((milestone) => milestone.code);
  const known = template?.milestones.map((milestone) => milestone.code);
  const edges = dependencies.map(({ on, milestone, gates }) => `${on} ${milestone} ${gates}`);
  return [
    ...where(codes, isRepeated).map((at) => fault(`milestones[${at}].code`, ONCE)),
    ...where(codes, (one) => known?.includes(one) === false).map((at) =>
      fault(`milestones[${at}].code`, `expected one of ${known?.join(', ') ?? ''}`),
    ),
    ...where(phases, isRepeated).map((at) => fault(`phases[${at}]`, ONCE)),
    ...where(edges, isRepeated).map((at) => fault(`dependencies[${at}]`, ONCE)),
    ...where(dependencies, ({ on }) => on === code).map((at) =>
      fault(`dependencies[${at}].on`, 'expected another project'),
    ),
    ...where(dependencies, ({ gates }) => !codes.includes(gates)).map((at) =>
      fault(`dependencies[${at}].gates`, 'expected a milestone of the plan'),
    ),
    ...investmentFaults(investment),
    ...wrongTraits(approval ? traits : {}, approval?.traits ?? []).map(({ field, expected }) =>
      fault(`traits.${field}`, `expected ${expected}`),
    ),
  ];
}

function investmentFaults({
  total = 0,
  byYear = {},
}: Partial<NonNullable<Registration['investment']>> = {}): Fault[] {
  const planned = Object.values(byYear).reduce((sum, one) => sum + one, 0);
  // Sums of tenths are not exact.
  if (Math.round(planned * 100) <= Math.round(total * 100)) return [];
  return [fault('investment.byYear', `expected no more than the total ${total}, not ${planned}`)];
}

const ONCE = 'expected each only once';
const fault = (path: string, message: string): Fault => ({ path, message });

const isRepeated = (value: string, at: number, all: readonly string[]): boolean =>
  all.indexOf(value) < at;

const where = <T>(
  values: readonly T[],
  test: (value: T, at: number, all: readonly T[]) => boolean,
): number[] => values.flatMap((value, at) => (test(value, at, values) ? [at] : []));
