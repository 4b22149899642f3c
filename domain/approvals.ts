import type { ApprovalTemplate } from './approval/template.ts';
import { milestonesOf } from './approval-gates.ts';
import type {
  AssessedApproval,
  MilestoneAssessment,
  MilestoneState,
  Status,
} from './assessment.ts';
import type { SaidApproval } from './approvals-said.ts';
import type { Definitions, Label, LifecycleTemplate } from './definitions.ts';
import type { Dossier } from './dossier.ts';
import type { Horizon } from './horizon.ts';
import { present } from './present.ts';
import type { Row } from './signal.ts';
import type { Day } from './time.ts';
import { laterOf } from './time.ts';

/**
 * The rounds of a project's approval: those that have begun and those that have spoken, by number.
 * None: a project without an approval, or one in the pipeline of which no approval has spoken.
 */
export function assessApprovals(
  dossier: Dossier,
  definitions: Definitions,
  {
    milestones,
    status,
    horizon,
  }: { milestones: readonly MilestoneAssessment[]; status: Status; horizon: Horizon },
): AssessedApproval[] | undefined {
  const { approval, template } = definitions;
  if (!approval) return undefined;
  const begun =
    status === 'pipeline'
      ? []
      : begunRounds(dossier, horizon, hasBegun(template, approval, milestones));
  const rounds = new Set([...begun, ...Object.keys(dossier.approvals).map(Number)]);
  if (rounds.size === 0) return undefined;
  return [...rounds]
    .sort((a, b) => a - b)
    .map((round) => assessRound(round, dossier, definitions, approval));
}

/**
 * What the approvals add to a project's signals, of later rounds with the round before the id. What
 * an approval says on its first day, or said by the go-live, is stock: it was so before anybody
 * relied on the engine.
 */
export function approvalRows(
  { approvals, registration }: Dossier,
  { approval }: Pick<Definitions, 'approval'>,
): Row[] {
  if (!approval) return [];
  const goLive = registration?.goLive ?? '';
  return Object.values(approvals).flatMap(({ standing, since, signalsSince }) =>
    standing.signals.map((signal): Row => {
      const from = signalsSince[signal.id] ?? since;
      const own = standing.round > 1 ? { id: `${standing.round}/${signal.id}` } : {};
      const stock = from <= laterOf(since, goLive) && { stock: 'goLive' as const };
      return {
        signal: { ...stock, ...signal, ...own },
        colourOn: (day) => (day < from ? 'green' : signal.colour),
        turns: [from],
        // The approval has marked already what its sources could have prevented.
        preventedBy: [],
        isHistory: false,
      };
    }),
  );
}

/** The day on which each milestone can be expected by what all rounds of the approval still need. */
export function expectedByApprovals({ approvals }: Dossier): Record<string, Day> {
  const latest: Record<string, Day> = {};
  for (const { standing } of Object.values(approvals)) {
    for (const [milestone, day] of Object.entries(standing.expected)) {
      latest[milestone] = laterOf(latest[milestone] ?? day, day);
    }
  }
  return latest;
}

const HAPPENED: readonly MilestoneState[] = ['reached', 'withdrawn', 'withoutPermit'];

// Things finish out of order: a milestone after the one that is named begins the approval too.
function hasBegun(
  { milestones: all }: LifecycleTemplate,
  { beginsAt }: ApprovalTemplate,
  milestones: readonly MilestoneAssessment[],
): boolean {
  const first = all.findIndex(({ code }) => code === beginsAt);
  const later = first < 0 ? [] : all.slice(first).map(({ code }) => code);
  return milestones.some(({ code, state }) => later.includes(code) && HAPPENED.includes(state));
}

// Round n is for the nth phase; what names none belongs to the first.
function begunRounds(dossier: Dossier, horizon: Horizon, hasBegunWhole: boolean): number[] {
  const { registration, permitPhases, proofs } = dossier;
  const named = new Set([
    ...permitPhases,
    ...proofs.flatMap(({ phase, on, withdrawn }) => {
      if (phase === undefined || withdrawn?.kind === 'voided') return [];
      horizon.at(on);
      return on <= horizon.today ? [phase] : [];
    }),
  ]);
  const later = (registration?.phases ?? []).flatMap((phase, nth) =>
    nth > 0 && named.has(phase) ? [nth + 1] : [],
  );
  return hasBegunWhole || permitPhases.length > 0 || later.length > 0 ? [1, ...later] : [];
}

function assessRound(
  round: number,
  { approvals, registration }: Dossier,
  definitions: Definitions,
  approval: ApprovalTemplate,
): AssessedApproval {
  const said = approvals[round];
  return present({
    round,
    template: approval.id,
    phase: registration?.phases[round - 1],
    approval: said?.standing.approval,
    complete: said?.standing.complete ?? false,
    gates: said?.standing.gates ?? [],
    names: said ? namesIn(said, definitions, approval) : {},
  });
}

function namesIn(
  { standing: { gates, signals } }: SaidApproval,
  definitions: Definitions,
  approval: ApprovalTemplate,
): Record<string, Label> {
  const spoken = [
    ...gates.flatMap(({ missing, undetermined, soft }) => [...missing, ...undetermined, ...soft]),
    ...signals.map(({ object }) => object),
  ];
  const named = [...new Set(spoken)].sort().flatMap((one): [string, Label][] => {
    const name = nameOf(one, definitions, approval);
    return name ? [[one, name]] : [];
  });
  return Object.fromEntries(named);
}

function nameOf(requirement: string, definitions: Definitions, approval: ApprovalTemplate) {
  const item = approval.items.find(({ id }) => id === requirement);
  if (item) return item.name;
  const [code] = milestonesOf(requirement, definitions);
  return definitions.template.milestones.find((milestone) => milestone.code === code)?.label;
}
