import { z } from 'zod';
import { COLOURS, type Colour } from '../domain/definitions.ts';
import type { Registration } from '../domain/fact.ts';
import type { Day } from '../domain/time.ts';
import { ApprovalTemplateId, TraitsShape } from './approval-template.ts';
import { Code, DefinitionId, PlainDay } from './definition-parts.ts';
import { ProjectCode, text } from './event-data.ts';
import { describeFaults, faultsOf, type Fault } from './fault.ts';
import { DependencyShape, InvestmentShape, registrationFaults } from './registration.ts';

/** A list of projects as it stood on one day. */
export interface Portfolio {
  asOf: Day;
  entries: PortfolioEntry[];
}

/** One project of the list, and what the list itself says that an assessment must give. */
export interface PortfolioEntry {
  registration: Registration;
  expectedStage?: string;
  /** Under the policy `milestones-only`; `null` for none, as in the pipeline. */
  expectedColour?: Colour | null;
  /** Dependencies planned after their use, as `<on>/<milestone>/<gates>`. */
  expectedPlanConflicts: string[];
}

/** Names every fault of the list by its path. */
export class PortfolioError extends Error {
  override readonly name = 'PortfolioError';
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(`Not a portfolio: ${describeFaults(faults)}`);
    this.faults = faults;
  }
}

/** Reads a list in the format kaigong.portfolio/v1; throws PortfolioError with every fault. */
export function parsePortfolio(json: unknown): Portfolio {
  const { success, data, error } = PortfolioShape.safeParse(json);
  if (!success) throw new PortfolioError(faultsOf(error));
  const entries = data.projects.map(toEntry);
  const faults = [...rowFaults(data), ...entries.flatMap(entryFaults)];
  if (faults.length > 0) throw new PortfolioError(faults);
  return { asOf: data.asOf, entries };
}

const MilestoneRow = z.strictObject({
  code: Code,
  name: text().exactOptional(),
  planned: PlainDay,
  actual: PlainDay.exactOptional(),
  redLine: z.boolean().exactOptional(),
  provenance: text(50).exactOptional(),
});

const ProjectRow = z.strictObject({
  id: ProjectCode,
  name: text(),
  investor: text(),
  kind: text(50),
  planProfile: DefinitionId,
  approvalTemplate: ApprovalTemplateId.exactOptional(),
  traits: TraitsShape.exactOptional(),
  pipeline: z.boolean().default(false),
  stage: Code.exactOptional(),
  projectManager: text(100).nullable().default(null),
  deputyLeader: text(100).nullable().default(null),
  priority: text(50).default('normal'),
  site: text().nullable().exactOptional(),
  investment: z.number().min(0).nullable().exactOptional().describe('10,000 yuan'),
  investmentByYear: InvestmentShape.shape.byYear,
  milestones: z.array(MilestoneRow).min(1),
  dependencies: z
    .array(DependencyShape.extend({ planConflict: z.boolean().exactOptional() }))
    .default([]),
  expectedColourAtAsOf: z
    .strictObject({ colour: z.enum(COLOURS), why: text() })
    .nullable()
    .exactOptional(),
  notes: z.string().exactOptional(),
});
type ProjectRow = z.infer<typeof ProjectRow>;

const PortfolioShape = z.strictObject({
  schema: z.literal('kaigong.portfolio/v1'),
  asOf: PlainDay,
  timezone: z.literal('Asia/Shanghai'),
  provenance: z
    .record(z.string(), z.string())
    .default({})
    .describe('What each mark of a date means'),
  colourPolicy: z.string().exactOptional(),
  milestoneNames: z.record(z.string(), z.string()).exactOptional(),
  projects: z.array(ProjectRow),
});
type PortfolioShape = z.infer<typeof PortfolioShape>;

function toEntry(row: ProjectRow): PortfolioEntry {
  const conflicting = row.dependencies.filter(({ planConflict }) => planConflict === true);
  const expected = row.expectedColourAtAsOf;
  return {
    registration: toRegistration(row),
    ...(row.stage === undefined ? {} : { expectedStage: row.stage }),
    ...(expected === undefined ? {} : { expectedColour: expected?.colour ?? null }),
    expectedPlanConflicts: conflicting.map(
      ({ on, milestone, gates }) => `${on}/${milestone}/${gates}`,
    ),
  };
}

function toRegistration(row: ProjectRow): Registration {
  const { id, name, investor, kind, planProfile, pipeline, priority } = row;
  return {
    code: id,
    name,
    investor,
    kind,
    template: planProfile,
    ...(row.approvalTemplate === undefined ? {} : { approval: row.approvalTemplate }),
    ...(row.traits === undefined ? {} : { traits: row.traits }),
    pipeline,
    priority,
    ...(row.projectManager === null ? {} : { manager: row.projectManager }),
    ...(row.deputyLeader === null ? {} : { patron: row.deputyLeader }),
    phases: [],
    ...investmentOf(row),
    milestones: row.milestones.map(({ code, planned, actual, redLine }) => ({
      code,
      planned,
      ...(redLine === undefined ? {} : { redLine }),
      ...(actual === undefined ? {} : { actual }),
    })),
    dependencies: row.dependencies.map(({ on, milestone, gates, type, lagDays }) => ({
      on,
      milestone,
      gates,
      type,
      lagDays,
    })),
    ...(row.milestones.some(({ provenance }) => provenance === 'sample') ? { sample: true } : {}),
  };
}

function investmentOf({ investment: total, investmentByYear: byYear }: ProjectRow) {
  if (total === undefined || total === null || total === 0) return {};
  return { investment: { total, ...(byYear && { byYear }) } };
}

function rowFaults({ projects, provenance, asOf }: PortfolioShape): Fault[] {
  const ids = projects.map(({ id }) => id);
  return projects.flatMap(({ id, milestones }, at) => [
    ...(ids.indexOf(id) < at
      ? [{ path: `projects[${at}].id`, message: 'expected each only once' }]
      : []),
    ...milestones.flatMap(({ provenance: mark, actual = asOf }, nth) => {
      const path = `projects[${at}].milestones[${nth}]`;
      return [
        ...(mark === undefined || Object.hasOwn(provenance, mark)
          ? []
          : [{ path: `${path}.provenance`, message: 'expected a key of provenance' }]),
        ...(actual <= asOf
          ? []
          : [{ path: `${path}.actual`, message: `expected a day up to asOf, ${asOf}` }]),
      ];
    }),
  ]);
}

const entryFaults = ({ registration }: PortfolioEntry, at: number): Fault[] =>
  registrationFaults(registration).map(({ path, message }) => ({
    path: `projects[${at}].${path}`,
    message,
  }));
