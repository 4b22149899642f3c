import type { MilestoneState } from './assessment.ts';
import type { SaidApproval } from './approvals-said.ts';
import type { Definitions, LifecycleTemplate, ReachedBy } from './definitions.ts';
import type { Dossier } from './dossier.ts';
import type { Day } from './time.ts';

/** A gate of an approval before a milestone, as the project sees it. */
export interface SeenGate {
  milestone: string;
  /** Hard items that are surely needed, not done, and not proved to the project in another way. */
  missing: string[];
  /** Of which it is not known whether they are needed: asked for, no lock. */
  undetermined: string[];
  soft: string[];
  said: SaidApproval;
}

/** A milestone as far as gates are concerned. */
export interface GateMilestone {
  code: string;
  state: MilestoneState;
}

/** The gates of all rounds of a project's approval, those before one milestone `only` if named; none where its lifecycle has no approval. */
export function approvalGates(
  { approvals }: Dossier,
  definitions: Pick<Definitions, 'template' | 'approval'>,
  milestones: readonly GateMilestone[],
  only?: string,
): SeenGate[] {
  if (!definitions.approval) return [];
  const isLacking = (item: string): boolean => !isProvedElsewhere(item, definitions, milestones);
  return Object.values(approvals).flatMap((said) =>
    said.standing.gates
      .filter(({ milestone }) => only === undefined || milestone === only)
      .map(({ milestone, missing, undetermined, soft }) => ({
        milestone,
        missing: missing.filter(isLacking),
        undetermined: undetermined.filter(isLacking),
        soft: soft.filter(isLacking),
        said,
      })),
  );
}

/**
 * What stops works that began on that day: what the gate lacks, unless it has been open on that day
 * or later, or the approval was opened after the works and can't know what went before.
 */
export function stoppedBy({ milestone, missing, said }: SeenGate, begun: Day): string[] {
  const { since, lastOpen } = said;
  return begun >= since && (lastOpen[milestone] ?? '') < begun ? missing : [];
}

/** What a gate lacks through which a milestone of that day went rightly: its items were taken back since. */
export function lostBehind({ milestone, missing, said }: SeenGate, reached: Day): string[] {
  return (said.lastOpen[milestone] ?? '') >= reached ? missing : [];
}

/** What a milestone reached with its gates open leads to: `compliance` stops it, `gap` only asks. */
export function whenOpenOf({ gates }: LifecycleTemplate, milestone: string) {
  const stops = gates.some(
    (gate) => gate.milestone === milestone && gate.whenOpen === 'compliance',
  );
  return stops ? 'compliance' : 'gap';
}

const STANDS_OPEN: readonly MilestoneState[] = ['open', 'reported', 'withoutPermit'];

// A list or a confirmed report may prove what no system has told the approval.
function isProvedElsewhere(
  item: string,
  definitions: Pick<Definitions, 'template' | 'approval'>,
  milestones: readonly GateMilestone[],
): boolean {
  const codes = milestonesOf(item, definitions);
  return milestones.some(({ code, state }) => codes.includes(code) && !STANDS_OPEN.includes(state));
}

/** The milestones that the same event proves as an item, or that a requirement names. */
export function milestonesOf(
  requirement: string,
  { template, approval }: Pick<Definitions, 'template' | 'approval'>,
): string[] {
  const [kind, name = ''] = requirement.split(':');
  if (kind === 'milestone') return [name];
  const item = approval?.items.find(({ id }) => id === requirement);
  const [named, step] = name.split('.');
  const utility = kind === 'utility' && step === 'connected' ? named : item?.utility;
  const isProof = ({ event, where = {} }: ReachedBy): boolean =>
    event === 'utility.application.connected.v1'
      ? utility !== undefined && where['utility'] === utility
      : item?.certificate !== undefined && where['certType'] === item.certificate;
  return template.milestones
    .filter(({ reachedBy }) => reachedBy.some(isProof))
    .map(({ code }) => code);
}
