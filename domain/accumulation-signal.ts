import type { Flip, Signal } from './assessment.ts';
import { capped, severity } from './colour.ts';
import type { Colour } from './definitions.ts';
import type { AccumulationRule } from './policy-rules.ts';
import type { Setting } from './setting.ts';
import { createSignal } from './signal.ts';

/**
 * So many things of one colour at the same time make the project worse. An object counts once
 * however many of its signals say so; what is excused or not sure does not count.
 */
export function accumulationSignals(
  signals: readonly Signal[],
  { definitions: { policy } }: Pick<Setting, 'definitions'>,
): Signal[] {
  const rule = policy.rules.accumulation;
  if (!rule) return [];
  const counted = signals.filter((one) => !one.exempt && sureColour(one) === rule.of);
  const objects = objectsOf(counted);
  if (objects.length < rule.count) return [];
  const facts = counted.flatMap((one) => one.facts);
  const signal = createSignal({ code: 'project', facts }, policy, {
    kind: 'accumulation',
    colour: rule.colour,
    rule,
    reason: {
      code: 'accumulated',
      numbers: { count: objects.length, least: rule.count },
      days: {},
      words: { of: rule.of, items: objects.join(' ') },
    },
    flips: objects.length > rule.count ? [] : counted.flatMap((one) => flipsBy(one, counted, rule)),
  });
  const stock = stockOf(counted, rule);
  return [{ ...signal, ...(stock && { stock }) }];
}

/** What the project takes of a signal for certain. */
const sureColour = ({ projectColour, unverified, contributes }: Signal): Colour =>
  unverified ? capped(unverified.heldColour, contributes) : projectColour;

const objectsOf = (signals: readonly Signal[]): string[] => [
  ...new Set(signals.map(({ object }) => object)),
];

/** One thing less is enough: what makes the only signal of an object better. */
function flipsBy(one: Signal, counted: readonly Signal[], { of }: AccumulationRule): Flip[] {
  if (counted.filter(({ object }) => object === one.object).length > 1) return [];
  return one.flips
    .filter(({ by, colour }) => by !== 'wait' && severity(colour) < severity(of))
    .map((flip) => ({
      ...flip,
      milestone: flip.milestone ?? one.object,
      colour: 'green' as const,
    }));
}

// It is no news where those that are none are enough for it.
function stockOf(counted: readonly Signal[], { count }: AccumulationRule): Signal['stock'] {
  const old = counted.filter(({ stock }) => stock !== undefined);
  if (objectsOf(old).length < count) return undefined;
  const isHistory = old.every(({ stock }) => stock === 'backfill');
  return isHistory && old.length === counted.length ? 'backfill' : 'goLive';
}
