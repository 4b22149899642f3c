import type { Flip, MilestoneAssessment, Reason } from './assessment.ts';
import type { Colour, ColourPolicy, Definitions, DueRule } from './definitions.ts';
import type { Hold } from './hold.ts';
import { countedOn, decideFlips, heldDays, heldOn, watchTurns } from './hold.ts';
import type { Horizon } from './horizon.ts';
import { present } from './present.ts';
import type { Row } from './signal.ts';
import { createSignal } from './signal.ts';
import type { Start } from './starts.ts';
import { colourFrom, waitFlips } from './starts.ts';
import type { Day } from './time.ts';
import { addDays } from './time.ts';

type Due = MilestoneAssessment & { due: Day };

interface Limits {
  blueWithin?: number;
  redFrom?: number;
}

/** Rows 1 and 2 of the policy: calendar days between a milestone's due day and today. */
export function dueSignal(
  milestone: Due,
  { template, policy }: Definitions,
  horizon: Horizon,
  hold?: Hold,
): Row | undefined {
  const rule = ruleOf(milestone, policy);
  if (!rule) return undefined;
  const limits = limitsOf(rule, template.id);
  const starts = startsOf(milestone.due, limits);
  const turns = starts.map(({ day }) => day);
  const held = heldOn(horizon.today, hold);
  watchTurns(horizon, turns, held);
  const colourOn = (day: Day): Colour => colourFrom(starts, countedOn(day, held));
  const colour = colourOn(horizon.today);
  const signal = createSignal(milestone, policy, {
    kind: 'due',
    colour,
    rule,
    reason: reasonOf(milestone, colour, limits, held),
    flips: held
      ? decideFlips(milestone.code, colour)
      : [...bettering(milestone.code, colour, limits), ...waitFlips(starts, horizon.today)],
  });
  return { signal, colourOn, turns, preventedBy: [milestone.code], isHistory: false };
}

/** The colour of a date on a day by the calendar alone, with no report to hold it; green without a rule. */
export function dueColour(milestone: Due, { template, policy }: Definitions, day: Day): Colour {
  const rule = ruleOf(milestone, policy);
  return rule ? colourFrom(startsOf(milestone.due, limitsOf(rule, template.id)), day) : 'green';
}

function ruleOf({ redLine }: Due, { rules }: ColourPolicy): DueRule | undefined {
  const { due, redLineDue = due } = rules;
  return redLine ? redLineDue : due;
}

function limitsOf(rule: DueRule, template: string): Limits {
  const { blueWithin } = rule;
  const redFrom = rule.redFromByTemplate?.[template] ?? rule.redFrom;
  return present({ blueWithin, redFrom });
}

/** The first day of each colour but green, mildest first. */
function startsOf(due: Day, { blueWithin, redFrom }: Limits): Start[] {
  const startsAt = (days: number | undefined, colour: Colour): Start[] =>
    days === undefined ? [] : [{ day: addDays(due, days), colour }];
  return [
    ...startsAt(blueWithin === undefined ? undefined : -blueWithin, 'blue'),
    ...startsAt(1, 'yellow'),
    ...startsAt(redFrom, 'red'),
  ];
}

function reasonOf(
  { code, due, redLine }: Due,
  colour: Colour,
  limits: Limits,
  held?: Hold,
): Reason {
  const codes = { green: 'ahead', blue: 'dueSoon', yellow: 'overdue', red: 'overdue' } as const;
  return {
    code: codes[colour],
    numbers: { ...limits },
    days: { due, ...heldDays(held) },
    words: { milestone: code, ...(redLine ? { redLine: 'true' } : {}) },
  };
}

function bettering(milestone: string, colour: Colour, limits: Limits): Flip[] {
  if (colour === 'green') return [];
  return [
    { by: 'reach', milestone, colour: 'green' },
    { by: 'plan', milestone, ...leastMove(colour, limits) },
  ];
}

/** The least move of the plan, in days from today, that gives the next better colour. */
function leastMove(
  colour: Exclude<Colour, 'green'>,
  { blueWithin, redFrom = 1 }: Limits,
): Pick<Flip, 'daysFromToday' | 'colour'> {
  const onTheDay = blueWithin === undefined ? 'green' : 'blue';
  if (colour === 'blue') return { daysFromToday: (blueWithin ?? 0) + 1, colour: 'green' };
  if (colour === 'yellow' || redFrom === 1) return { daysFromToday: 0, colour: onTheDay };
  return { daysFromToday: 1 - redFrom, colour: 'yellow' };
}
