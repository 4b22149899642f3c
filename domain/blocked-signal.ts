import type { DependencyAssessment, Flip, MilestoneAssessment, Reason } from './assessment.ts';
import { severity } from './colour.ts';
import type { Colour, ColourPolicy } from './definitions.ts';
import { isPlanConflict } from './dependencies.ts';
import type { Dossier, UpstreamDate } from './dossier.ts';
import type { BlockedRule } from './policy-rules.ts';
import type { Setting } from './setting.ts';
import type { Row } from './signal.ts';
import { createSignal } from './signal.ts';
import { isNews } from './stock.ts';
import type { Day } from './time.ts';
import { addDays, daysBetween } from './time.ts';

/**
 * What this project waits for and may get too late: a signal an edge, of a soft one with less
 * weight. A conflict inside the plans is a finding and gives none; what is reached blocks nobody.
 */
export function blockedSignals({ dossier, milestones, dependencies, definitions }: Setting): Row[] {
  const { policy } = definitions;
  const rule = policy.rules.blocked;
  if (!rule) return [];
  return dependencies.flatMap((edge) => {
    const gated = milestones.find(({ code }) => code === edge.gates);
    const upstream = dossier.upstream[`${edge.on}/${edge.milestone}`];
    const { needed } = edge;
    if (!gated || !upstream || needed === undefined || !isWaiting(edge, gated)) return [];
    const blocked = { ...edge, needed, gated, upstream };
    if (slackColour(rule, slackOn(blocked, upstream.expected)) === 'green') return [];
    return [edgeRow(blocked, rule, policy, dossier)];
  });
}

/** The colour of so many days in hand, negative when it comes after the need; each number has exactly one. */
export function slackColour({ blueWithin, redFrom }: BlockedRule, slackDays: number): Colour {
  if (slackDays < 0) return -slackDays >= redFrom ? 'red' : 'yellow';
  return slackDays <= blueWithin ? 'blue' : 'green';
}

interface Blocked extends DependencyAssessment {
  needed: Day;
  gated: MilestoneAssessment;
  upstream: UpstreamDate;
}

// A day that is only reported waits to be confirmed, and its need with it.
const isWaiting = (
  { reached, planConflict }: DependencyAssessment,
  { state }: MilestoneAssessment,
): boolean => !reached && !planConflict && (state === 'open' || state === 'reported');

const slackOn = ({ needed }: Blocked, expected: Day): number => daysBetween(expected, needed);

function edgeRow(edge: Blocked, rule: BlockedRule, policy: ColourPolicy, dossier: Dossier): Row {
  const { upstream, gated } = edge;
  const colour = slackColour(rule, slackOn(edge, upstream.expected));
  const weight = edge.type === 'soft' ? rule.softContributes : rule.contributes;
  const signal = createSignal({ code: gated.code, facts: [upstream.ref] }, policy, {
    kind: 'blocked',
    detail: `${edge.on}/${edge.milestone}`,
    colour,
    rule: { id: rule.id, contributes: weight },
    reason: reasonOf(edge, colour, rule),
    flips: flips(edge, colour, rule, dossier),
  });
  return {
    signal,
    colourOn: (day) => {
      const known = upstream.told.findLast(({ on }) => on <= day);
      return known ? slackColour(rule, slackOn(edge, known.expected)) : 'green';
    },
    turns: upstream.told.map(({ on }) => on),
    // The other project's own word: what its sources keep silent about is its own doubt.
    preventedBy: [],
    isHistory: false,
    isNews: isNews([upstream.ref], dossier) && hasWorsened(edge, colour, rule),
  };
}

// What the other project said first is how it stood when this one began to wait for it.
function hasWorsened(edge: Blocked, colour: Colour, rule: BlockedRule): boolean {
  const earlier = edge.upstream.told.slice(0, -1);
  const isMilder = (expected: Day) =>
    severity(slackColour(rule, slackOn(edge, expected))) < severity(colour);
  return earlier.length > 0 && earlier.every(({ expected }) => isMilder(expected));
}

function reasonOf(edge: Blocked, colour: Colour, { blueWithin, redFrom }: BlockedRule): Reason {
  const { on, milestone, gates, type, chain, needed, upstream, gated } = edge;
  const slackDays = slackOn(edge, upstream.expected);
  const [root = on] = chain;
  return {
    code: colour === 'blue' ? 'blockedSoon' : 'blocked',
    numbers: {
      slackDays,
      // Not the slack negated: of no slack that is -0, and JSON knows only 0.
      lateDays: daysBetween(needed, upstream.expected),
      blueWithin,
      redFrom,
    },
    days: { needed, expected: upstream.expected, due: gated.due ?? needed },
    words: { on, milestone, gates, type, root, chain: chain.join(' ') },
  };
}

function flips(edge: Blocked, colour: Colour, rule: BlockedRule, dossier: Dossier): Flip[] {
  const { on, milestone, gates, needed, lagDays, upstream } = edge;
  const better = nextBetter(colour, rule);
  const day = addDays(needed, -better.slackDays);
  const plan = addDays(upstream.expected, better.slackDays + lagDays);
  return [
    { by: 'upstream', what: on, milestone, day, colour: better.colour },
    // Planned back to its baseline it would be a conflict of plans again.
    ...(isPlanConflict(edge, dossier, plan)
      ? []
      : [{ by: 'plan' as const, milestone: gates, day: plan, colour: better.colour }]),
  ];
}

/** The least slack that gives a better colour. */
function nextBetter(colour: Colour, rule: BlockedRule): { slackDays: number; colour: Colour } {
  const slackDays = { red: 1 - rule.redFrom, yellow: 0, blue: rule.blueWithin + 1, green: 0 }[
    colour
  ];
  return { slackDays, colour: slackColour(rule, slackDays) };
}
