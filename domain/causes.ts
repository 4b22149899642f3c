import { MOST_CAUSES, type Cause } from './alert/fact.ts';
import { approvalGates } from './approval-gates.ts';
import type { Holder } from './approval/assessment.ts';
import type { Signal } from './assessment.ts';
import type { Dossier } from './dossier.ts';
import type { Matter } from './matter.ts';
import { mattersOf } from './matter.ts';
import { openGates } from './milestones.ts';
import type { Setting } from './setting.ts';

/**
 * Why something is late, the likeliest first: what a person has named last, then whoever the facts
 * say has the next move. None where they don't tell.
 */
export function causesOf(
  signal: Pick<Signal, 'id' | 'kind' | 'object' | 'reason'>,
  setting: Setting,
): Cause[] {
  const named = setting.dossier.signalsSaid[signal.id]?.cause;
  const proposed = PROPOSALS[signal.kind](signal, setting);
  return [...new Set([...(named ? [named] : []), ...proposed])].slice(0, MOST_CAUSES);
}

type Proposal = (signal: Pick<Signal, 'object' | 'reason'>, setting: Setting) => Cause[];

const ofMilestone: Proposal = ({ object }, setting) => [
  ...upstreamOf(object, setting),
  ...gateCauses(object, setting),
  ...matterCauses(object, setting),
];

const ofItem: Proposal = ({ reason }) => [causeOf(reason.words['holder'] ?? 'authority')];

const PROPOSALS: Record<Signal['kind'], Proposal> = {
  due: ofMilestone,
  forecast: ofMilestone,
  startMonth: ofMilestone,
  followUp: ofMilestone,
  withdrawn: ({ object, reason }, setting) =>
    reason.code === 'gateClosed' ? ['approval'] : matterCauses(object, setting),
  // Whoever builds without a permit has begun too early, or has waited for it too long.
  compliance: () => ['enterprise', 'approval'],
  limit: ofItem,
  itemState: ofItem,
  umbrella: () => ['approval'],
  presumed: () => ['approval'],
  corrections: () => ['enterprise', 'approval'],
  deficiency: () => ['enterprise'],
  utilityNeed: () => ['utility'],
  quality: () => ['contractor'],
  blocked: () => ['upstream'],
  safety: () => ['contractor'],
  outage: () => ['utility'],
  progress: () => [],
  noUpdate: () => [],
  recovery: () => [],
  accumulation: () => [],
};

const CAUSE_OF_HOLDER: Record<Holder, Cause> = {
  authority: 'approval',
  enterprise: 'enterprise',
  // A body that the enterprise has hired.
  intermediary: 'contractor',
  utility: 'utility',
  park: 'approval',
};

const causeOf = (holder: string): Cause =>
  (CAUSE_OF_HOLDER as Partial<Record<string, Cause>>)[holder] ?? 'approval';

function upstreamOf(code: string, { dependencies }: Setting): Cause[] {
  const isLate = dependencies.some(
    ({ gates, type, reached, planConflict, slackDays = 0 }) =>
      gates === code && type === 'blocks' && !reached && !planConflict && slackDays < 0,
  );
  return isLate ? ['upstream'] : [];
}

// What stands before it and is not there: milestones of its own, items of its approval.
function gateCauses(code: string, setting: Setting): Cause[] {
  const { dossier, definitions, milestones } = setting;
  const own = definitions.template.gates
    .filter(({ milestone }) => milestone === code)
    .flatMap(({ hard }) => openGates(hard, milestones));
  const items = approvalGates(dossier, definitions, milestones, code).flatMap(
    ({ missing }) => missing,
  );
  return [
    ...own.flatMap((gate) => matterCauses(gate, setting)),
    ...items.flatMap((item) => requirementCauses(item, setting)),
  ];
}

function requirementCauses(requirement: string, setting: Setting): Cause[] {
  const [kind, name = ''] = requirement.split(':');
  if (kind === 'milestone') return matterCauses(name, setting);
  if (kind === 'utility') return ['utility'];
  const holder = holderOf(requirement, setting.dossier);
  if (holder !== undefined) return [causeOf(holder)];
  const item = setting.definitions.approval?.items.find(({ id }) => id === requirement);
  return [item?.kind === 'utility' ? 'utility' : 'approval'];
}

// Only an item with a clock that has something to say names its holder.
const holderOf = (item: string, { approvals }: Dossier): string | undefined =>
  Object.values(approvals)
    .flatMap(({ standing }) => standing.signals)
    .find(({ object, reason }) => object === item && reason.words['holder'] !== undefined)?.reason
    .words['holder'];

const CAUSE_OF_FAMILY: Partial<Record<string, Cause>> = {
  land: 'land',
  permit: 'approval',
  utility: 'utility',
};

/** By whom a milestone is proved; what is reported from the site may be anybody's. */
function matterCauses(code: string, { definitions: { template } }: Setting): Cause[] {
  return mattersOf(template, code).flatMap((matter: Matter) => {
    const [family = ''] = matter.split('/');
    return CAUSE_OF_FAMILY[family] ?? [];
  });
}
