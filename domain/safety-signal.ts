import type { Danger } from './dossier.ts';
import type { SafetyRule } from './policy-rules.ts';
import type { Setting } from './setting.ts';
import type { Row } from './signal.ts';
import { createSignal } from './signal.ts';
import { isNews } from './stock.ts';

/** What endangers people or the site and nobody has reported as over (险情、事故): no date, and no excuse, changes it. */
export function safetySignals({ dossier, definitions }: Setting): Row[] {
  const { policy } = definitions;
  const rule = policy.rules.safety;
  if (!rule) return [];
  return Object.values(dossier.dangers)
    .filter(({ overOn }) => overOn === undefined)
    .map((danger): Row => {
      const colour = rule[danger.level];
      return {
        signal: createSignal(
          { code: safetyObject(danger.id), facts: [danger.ref] },
          policy,
          said(danger, rule),
        ),
        colourOn: (day) => (day < danger.on ? 'green' : colour),
        // Whoever reports a danger is not silent.
        preventedBy: [],
        isHistory: danger.backfill === true,
        isNews: isNews([danger.ref], dossier),
      };
    });
}

/** What a signal on a danger is about. */
export const safetyObject = (id: string): string => `safety:${id}`;

function said({ id, level, text, on }: Danger, rule: SafetyRule) {
  return {
    kind: 'safety' as const,
    colour: rule[level],
    rule,
    reason: {
      code: level,
      numbers: {},
      days: { since: on },
      words: { safety: id, text },
    },
    flips: [{ by: 'safe' as const, what: safetyObject(id), colour: 'green' as const }],
  };
}
