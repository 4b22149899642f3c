import type { Flip } from '../assessment.ts';
import { addWorkingDays, workingDaysBetween } from '../calendar.ts';
import type { Colour, UtilityNeedRule, WorkingCalendar } from '../definitions.ts';
import type { Horizon } from '../horizon.ts';
import type { Day } from '../time.ts';
import { addDays, earlierOf } from '../time.ts';
import type { WeighedItem } from './approval-signals.ts';
import type { ApprovalDefinitions } from './core.ts';
import type { ApprovalDossier } from './dossier.ts';
import type { Said } from './signal-row.ts';
import { familyOf, isIn } from './weight.ts';

/** A supply that is expected against the first planned day of a milestone whose gate needs it. */
export function utilitySignal(
  { draft, expectedOn }: WeighedItem,
  dossier: ApprovalDossier,
  { template, policy, calendar }: ApprovalDefinitions,
  horizon: Horizon,
): Said | undefined {
  const rule = policy.rules.utilityNeed;
  const { item } = draft;
  if (!rule || draft.template.kind !== 'utility' || item.done) return undefined;
  const need = needOf(draft.template, template, dossier);
  if (!need || expectedOn === undefined) return undefined;
  const slack = slackOf(expectedOn, need.day, calendar);
  const colour = needColour(rule, slack);
  const turns = looksAgainOn(rule, slack, calendar, horizon.today);
  if (turns !== undefined) horizon.at(turns);
  return {
    object: item.id,
    kind: 'utilityNeed',
    colour,
    rule: rule.id,
    contributes: rule.contributes,
    reason: {
      code: slack < 0 ? 'utilityLate' : 'utilitySoon',
      numbers: {
        slackWorkingDays: slack,
        // From 0, as -slack is -0 where there is none, and JSON knows only 0.
        lateWorkingDays: 0 - slack,
        blueWithin: rule.blueWithin,
        redFrom: rule.redFrom,
      },
      days: { needed: need.day, expected: expectedOn },
      words: { item: item.id, milestone: need.milestone },
    },
    facts: item.facts,
    flips: flipsOf(item.id, need.milestone, slack < 0 ? expectedOn : undefined),
    // What is expected is a word of today: what was so at the opening can't be told from it.
    colourOn: (day) => (day < horizon.today ? 'green' : colour),
    family: familyOf(draft.template),
  };
}

interface Need {
  milestone: string;
  day: Day;
}

/** The first milestone ahead whose gate asks for this supply. */
function needOf(
  item: WeighedItem['draft']['template'],
  { gates }: ApprovalDefinitions['template'],
  { project }: ApprovalDossier,
): Need | undefined {
  const needs = gates.flatMap(({ milestone, hard }) => {
    const { planned, reached } = project?.milestones[milestone] ?? {};
    const isAhead = planned !== undefined && reached === undefined;
    return isAhead && isIn({ all: hard }, item) ? [{ milestone, day: planned }] : [];
  });
  return needs.reduce<Need | undefined>(
    (first, one) => (first && earlierOf(first.day, one.day) === first.day ? first : one),
    undefined,
  );
}

/** Working days from the expected day to the needed one; negative when it comes after it. */
function slackOf(expected: Day, needed: Day, calendar: WorkingCalendar): number {
  if (expected <= needed) return workingDaysBetween(calendar, expected, needed).days;
  // A day late over a weekend is late all the same.
  return -Math.max(1, workingDaysBetween(calendar, needed, expected).days);
}

/** The colour of a supply with so many working days to spare, or fewer than none. */
export function needColour({ blueWithin, redFrom }: UtilityNeedRule, slack: number): Colour {
  if (slack < 0) return -slack >= redFrom ? 'red' : 'yellow';
  return slack <= blueWithin ? 'blue' : 'green';
}

// More working days than holidays can add to a stretch that begins some days later.
const HOLIDAYS = 20;

/** The first day on which it may have another colour by time alone: as nobody begins, it is expected later each day. */
function looksAgainOn(
  { blueWithin, redFrom }: UtilityNeedRule,
  slack: number,
  calendar: WorkingCalendar,
  today: Day,
): Day | undefined {
  const next = [blueWithin, -1, -redFrom].find((turn) => turn < slack);
  if (next === undefined) return undefined;
  const lastAlike = Math.max(0, slack - next - HOLIDAYS - 1);
  // On a day off what is expected is what will be on the next working day.
  return addDays(addWorkingDays(calendar, today, lastAlike).day, 1);
}

const flipsOf = (item: string, milestone: string, missedBy: Day | undefined): Flip[] => [
  { by: 'reach', milestone: item, colour: 'green' },
  ...(missedBy === undefined
    ? []
    : [{ by: 'plan' as const, milestone, day: missedBy, colour: 'blue' as const }]),
];
