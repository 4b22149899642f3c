import { approvalGates, stoppedBy } from './approval-gates.ts';
import type { MilestoneAssessment } from './assessment.ts';
import type { Definitions } from './definitions.ts';
import type { Dossier, Proof } from './dossier.ts';
import { openGates } from './milestones.ts';
import type { Row } from './signal.ts';
import { createSignal, plainReason, withItems } from './signal.ts';
import { isNews } from './stock.ts';
import { laterOf } from './time.ts';
import { lastDayOf, withdrawalsOf } from './withdrawn-signal.ts';

/** Works began with a permit missing (未批先建): for the few who must know, never "approved to go". */
export function complianceSignal(
  milestone: MilestoneAssessment,
  definitions: Definitions,
  dossier: Dossier,
  milestones: readonly MilestoneAssessment[],
): Row | undefined {
  const { template, policy } = definitions;
  const rule = policy.rules.compliance;
  if (milestone.state !== 'withoutPermit' || !rule) return undefined;
  const { code, actual = '' } = milestone;
  const gates = template.gates.filter((gate) => gate.milestone === code);
  const missing = gates.flatMap(({ hard }) => openGates(hard, milestones));
  const items = approvalGates(dossier, definitions, milestones)
    .filter((gate) => gate.milestone === code)
    .flatMap((gate) => stoppedBy(gate, actual));
  const taken = milestones
    .filter((gate) => missing.includes(gate.code))
    .flatMap((gate) => withdrawalsOf(gate, dossier));
  const since = laterOf(actual, lastDayOf(taken));
  const signal = createSignal(milestone, policy, {
    kind: 'compliance',
    colour: rule.colour,
    rule,
    reason: withItems(plainReason('worksWithoutPermit', milestone), items),
    flips: [
      { by: 'gate', milestone: code, colour: 'green' },
      { by: 'decide', milestone: code, colour: 'green' },
    ],
  });
  const works = worksOf(milestone, dossier);
  return {
    signal: { ...signal, restricted: true },
    colourOn: (day) => (day < since ? 'green' : rule.colour),
    turns: [since],
    preventedBy: missing,
    ...(items.length > 0 && { preventedByMatters: ['permit'] }),
    isHistory: [...works, ...taken].every(({ backfill }) => backfill),
    isNews: isNews(refsOf(works), dossier) || taken.some(({ ref }) => isNews([ref], dossier)),
  };
}

const refsOf = (proofs: readonly Proof[]) => proofs.map(({ ref }) => ref);

const worksOf = ({ facts }: MilestoneAssessment, { proofs }: Dossier) =>
  proofs.filter(({ ref }) =>
    facts.some(({ source, id }) => source === ref.source && id === ref.id),
  );
