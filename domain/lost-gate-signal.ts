import { approvalGates, lostBehind } from './approval-gates.ts';
import type { MilestoneAssessment } from './assessment.ts';
import type { Definitions } from './definitions.ts';
import type { Dossier } from './dossier.ts';
import { createSignal, plainReason, withItems } from './signal.ts';
import type { Row } from './signal.ts';
import { reliedOnFrom } from './stock.ts';
import { laterOf } from './time.ts';

/**
 * An approval item behind a milestone that was rightly reached was taken back, and nobody has
 * confirmed yet that the milestone stands; what proves a milestone itself speaks for itself.
 */
export function lostGateSignal(
  milestone: MilestoneAssessment,
  definitions: Definitions,
  dossier: Dossier,
  milestones: readonly MilestoneAssessment[],
): Row | undefined {
  const { policy } = definitions;
  const rule = policy.rules.withdrawn;
  const { code, state, actual } = milestone;
  if (state !== 'reached' || actual === undefined || !rule) return undefined;
  const lost = approvalGates(dossier, definitions, milestones)
    .filter((gate) => gate.milestone === code)
    .map((gate) => ({ said: gate.said, items: lostBehind(gate, actual) }))
    .filter(({ items }) => items.length > 0);
  if (lost.length === 0) return undefined;
  const since = lost.map(({ said }) => said.lastOpen[code] ?? '').reduce(laterOf);
  const refs = lost.map(({ said }) => said.ref);
  const items = lost.flatMap((one) => one.items);
  const signal = createSignal({ ...milestone, facts: [...milestone.facts, ...refs] }, policy, {
    kind: 'withdrawn',
    colour: rule.colour,
    rule,
    reason: withItems(plainReason('gateClosed', milestone), items),
    flips: [
      { by: 'gate', milestone: code, colour: 'green' },
      { by: 'decide', milestone: code, colour: 'green' },
    ],
  });
  return {
    signal,
    colourOn: (day) => (day < since ? 'green' : rule.colour),
    turns: [since],
    // The source itself has said so.
    preventedBy: [],
    isHistory: false,
    // Without a day on which it was seen open it has been shut since the approval's first word.
    isNews: since !== '' && since >= reliedOnFrom(dossier),
  };
}
