import type { Flip, MilestoneAssessment, Reason } from './assessment.ts';
import { addWorkingDays } from './calendar.ts';
import type { Colour, ColourPolicy, Definitions, DueRule } from './definitions.ts';
import type { Horizon } from './horizon.ts';
import { present } from './present.ts';
import type { Row } from './signal.ts';
import { createSignal } from './signal.ts';
import type { Day } from './time.ts';
import { addDays, earlierOf } from './time.ts';

/** How long a reported date holds its colour while it waits for confirmation (待核). */
export interface Hold {
  /** The day on which it was reported: the colour stays as it was then. */
  from: Day;
  /** The last day of the hold; after it the due date counts again. */
  until: Day;
  estimated: boolean;
}

type Due = MilestoneAssessment & { due: Day };

interface Start {
  day: Day;
  colour: Colour;
}

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
  const held = hold && horizon.today <= hold.until ? hold : undefined;
  watch(horizon, starts, held);
  const on = (day: Day): Colour => colourOn(held ? earlierOf(day, held.from) : day, starts);
  const colour = on(horizon.today);
  const signal = createSignal(milestone, policy, {
    kind: 'due',
    colour,
    rule,
    reason: reasonOf(milestone, colour, limits, held),
    flips: held
      ? decisionFlips(milestone.code, colour)
      : flips(milestone.code, colour, starts, limits),
  });
  const turns = starts.map(({ day }) => day);
  return { signal, colourOn: on, turns, preventedBy: [milestone.code], isHistory: false };
}

/** The colour of a date on a day by the calendar alone, with no report to hold it; green without a rule. */
export function dueColour(milestone: Due, { template, policy }: Definitions, day: Day): Colour {
  const rule = ruleOf(milestone, policy);
  return rule ? colourOn(day, startsOf(milestone.due, limitsOf(rule, template.id))) : 'green';
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

/** The hold of a date reported on that day, by the policy's working days. */
export function holdOf(reportedOn: Day, { policy, calendar }: Definitions): Hold {
  const { day, estimated } = addWorkingDays(calendar, reportedOn, policy.confirmWithinWorkingDays);
  return { from: reportedOn, until: day, estimated };
}

// A held colour changes with the end of the hold, not with the calendar; views of the past may lie before it.
function watch(horizon: Horizon, starts: readonly Start[], held?: Hold): void {
  if (held) horizon.at(addDays(held.until, 1));
  for (const { day } of starts) if (!held || day <= held.from) horizon.at(day);
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

function colourOn(day: Day, starts: readonly Start[]): Colour {
  return starts.findLast((start) => start.day <= day)?.colour ?? 'green';
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
    days: { due, ...(held ? { heldSince: held.from, heldUntil: held.until } : {}) },
    words: { milestone: code, ...(redLine ? { redLine: 'true' } : {}) },
  };
}

const decisionFlips = (milestone: string, colour: Colour): Flip[] =>
  colour === 'green' ? [] : [{ by: 'decide', milestone, colour: 'green' }];

function flips(
  milestone: string,
  colour: Colour,
  starts: readonly Start[],
  limits: Limits,
): Flip[] {
  const following = starts[starts.findIndex((start) => start.colour === colour) + 1];
  // Two colours may begin on one day; then the worse is what waiting gives.
  const next = starts.findLast(({ day }) => day === following?.day);
  const wait: Flip[] = next ? [{ by: 'wait', ...next }] : [];
  if (colour === 'green') return wait;
  return [
    { by: 'reach', milestone, colour: 'green' },
    { by: 'plan', milestone, ...leastMove(colour, limits) },
    ...wait,
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
