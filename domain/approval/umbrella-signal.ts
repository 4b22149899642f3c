import type { ColourPolicy } from '../definitions.ts';
import type { Horizon } from '../horizon.ts';
import type { WeighedItem } from './approval-signals.ts';
import { colourOn, colourStarts, limitColour } from './limit-colour.ts';
import type { Said } from './signal-row.ts';
import type { StageDraft } from './stages.ts';
import { contributionOf } from './weight.ts';

/** A stage as a whole against what is promised for it; it weighs as much as the heaviest of its open items. */
export function umbrellaSignal(
  { stage, count }: StageDraft,
  needed: readonly WeighedItem[],
  { rules }: ColourPolicy,
  horizon: Horizon,
): Said | undefined {
  const rule = rules.umbrella;
  if (!rule || !count || count.clock.endedOn !== undefined) return undefined;
  const { limitDays, leftDays, due, from, running } = count.clock;
  const starts = colourStarts(rule, count);
  if (running) for (const { day } of starts) horizon.at(day);
  const open = needed.filter(({ draft: { item } }) => item.stage === stage.id && !item.done);
  const colour = limitColour(rule, limitDays, leftDays);
  const next = running ? starts.find(({ day }) => day > horizon.today) : undefined;
  return {
    object: `stage:${stage.id}`,
    kind: 'umbrella',
    colour,
    rule: rule.id,
    contributes: contributionOf(rule, {
      beforeRedLine: open.some(({ beforeRedLine }) => beforeRedLine),
      floatDays: open.some(({ floatDays }) => floatDays === 0) ? 0 : undefined,
    }),
    reason: {
      code: leftDays < 0 ? 'umbrellaOver' : 'umbrellaSoon',
      numbers: { limitDays, redFrom: rule.redFrom },
      days: { from, due },
      words: { stage: stage.id, lead: stage.lead },
    },
    facts: open.flatMap(({ draft }) => draft.item.facts),
    flips: [
      { by: 'finish', what: open.map(({ draft: { item } }) => item.id).join(' '), colour: 'green' },
      ...(next ? [{ by: 'wait' as const, ...next }] : []),
    ],
    colourOn: (day) => colourOn(starts, day),
    family: '/permit/',
  };
}
