import { dayOf } from '../time.ts';
import type { WeighedItem } from './approval-signals.ts';
import type { ApprovalDefinitions } from './core.ts';
import type { Said } from './signal-row.ts';
import { familyOf } from './weight.ts';

/** An acceptance that failed, until one passes or the item is decided otherwise. */
export function qualitySignal(
  { draft: { item, template, current } }: WeighedItem,
  { policy: { rules } }: Pick<ApprovalDefinitions, 'policy'>,
): Said | undefined {
  const rule = rules.quality;
  const failed = current?.failedAcceptance;
  if (!rule || !failed || item.done || current.ended) return undefined;
  const since = dayOf(failed.at);
  return {
    object: item.id,
    kind: 'quality',
    colour: rule.colour,
    rule: rule.id,
    contributes: rule.contributes,
    reason: {
      code: 'acceptanceFailed',
      numbers: {},
      days: { since },
      words: { item: item.id, authority: template.authority },
    },
    facts: [failed.ref],
    flips: [{ by: 'reach', milestone: item.id, colour: 'green' }],
    colourOn: (day) => (day < since ? 'green' : rule.colour),
    family: familyOf(template),
  };
}
