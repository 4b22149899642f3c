import type { Day } from '../time.ts';
import { laterOf } from '../time.ts';
import { unmet } from './requirements.ts';
import type { ScheduleInput } from './schedule.ts';
import type { ItemTemplate, Requirement, Utility } from './template.ts';
import { endAfter } from './work-days.ts';

export interface Stretch {
  start: Day;
  end: Day;
}

/** What can be told of the days to come; what waits for something without a date is not in it. */
export interface ExpectedDates {
  /** In the order of the template. */
  items: ReadonlyMap<string, Stretch>;
  /** Closed gates by milestone: the day on which nothing is missing any more. */
  gates: ReadonlyMap<string, Day>;
  /** All items that were looked at, each after what it waits for. */
  order: readonly string[];
  /** When a requirement will be met, today where it is; nothing where that can't be told. */
  metBy(requirement: Requirement): Day | undefined;
}

/** Walks the graph forward from today: each item begins when all that it waits for is there. */
export function expectedDates(input: ScheduleInput): ExpectedDates {
  const walk = createWalk(input);
  const items = new Map<string, Stretch>();
  for (const { id } of input.template.items) {
    const stretch = walk.stretchOf(id);
    if (stretch) items.set(id, stretch);
  }
  const gates = new Map<string, Day>();
  for (const { milestone, hard } of input.template.gates) {
    const requirement: Requirement = { all: hard };
    const day = walk.metBy(requirement);
    if (day && unmet(requirement, input.context).missing.length > 0) gates.set(milestone, day);
  }
  return { items, gates, order: walk.order, metBy: (requirement) => walk.metBy(requirement) };
}

interface Walk {
  order: string[];
  stretchOf(id: string): Stretch | undefined;
  metBy(requirement: Requirement): Day | undefined;
}

function createWalk(input: ScheduleInput): Walk {
  const { template, work, today } = input;
  const templates = new Map(template.items.map((item) => [item.id, item]));
  const stretches = new Map<string, Stretch | undefined>();
  const walk: Walk = {
    order: [],
    stretchOf(id) {
      const item = templates.get(id);
      if (!item || !work.has(id)) return undefined;
      // Set before it is known, so that a graph with a cycle ends here instead of never.
      if (!stretches.has(id)) {
        stretches.set(id, undefined);
        stretches.set(id, reckon(item, walk, input));
        walk.order.push(id);
      }
      return stretches.get(id);
    },
    metBy(requirement) {
      if ('all' in requirement)
        return lastOf(
          requirement.all.map((one) => walk.metBy(one)),
          today,
        );
      if ('any' in requirement) return firstOf(requirement.any.map((one) => walk.metBy(one)));
      if (unmet(requirement, input.context).missing.length === 0) return today;
      if ('item' in requirement) return walk.stretchOf(requirement.item)?.end;
      if ('milestone' in requirement) return milestoneDay(requirement.milestone, walk, input);
      const supplies = suppliesOf(requirement.utility, input);
      return supplies.length === 0
        ? undefined
        : lastOf(
            supplies.map((id) => walk.stretchOf(id)?.end),
            today,
          );
    },
  };
  return walk;
}

function reckon(item: ItemTemplate, walk: Walk, input: ScheduleInput): Stretch | undefined {
  const { work, today, calendar } = input;
  const own = work.get(item.id);
  if (!own) return undefined;
  const inside = membersOf(item.id, input);
  const start = own.startedOn ?? startOf(item, inside, walk);
  if (start === undefined) return undefined;
  const byClock = own.due ?? endAfter(calendar, start, own.duration);
  const ends = inside.map(({ id }) => walk.stretchOf(id)?.end ?? today);
  return { start, end: ends.reduce(laterOf, laterOf(byClock, today)) };
}

/** Open items that bring such a supply. */
export const suppliesOf = (utility: Utility, { template, work }: ScheduleInput): string[] =>
  template.items
    .filter((item) => item.utility === utility && work.has(item.id))
    .map(({ id }) => id);

/** Open items inside the clock of this one; it begins with the last of them and ends after all of them. */
export const membersOf = (id: string, { template, work }: ScheduleInput): ItemTemplate[] =>
  template.items.filter((item) => item.umbrella === id && work.has(item.id));

function startOf(item: ItemTemplate, inside: readonly ItemTemplate[], walk: Walk): Day | undefined {
  const isInside = new Set(inside.map(({ id }) => id));
  const others = without(item.prereq, isInside);
  const ready = walk.metBy(others);
  const begun = inside.map(({ id }) => walk.stretchOf(id)?.start);
  return ready && lastOf(begun, ready);
}

/** The requirement without those of its plain parts that name one of these items. */
export function without(requirement: Requirement, items: ReadonlySet<string>): Requirement {
  if ('all' in requirement) return { all: requirement.all.map((one) => without(one, items)) };
  const isNamed = 'item' in requirement && items.has(requirement.item);
  return isNamed ? { all: [] } : requirement;
}

// A milestone whose gate opens later than planned comes when the gate opens.
function milestoneDay(code: string, walk: Walk, input: ScheduleInput): Day | undefined {
  const { template, context, today } = input;
  const planned = context.milestones[code]?.planned;
  const gate = template.gates.find(({ milestone }) => milestone === code);
  const opens = gate && walk.metBy({ all: gate.hard });
  if (gate && opens === undefined) return undefined;
  const days = [planned, opens].filter((day) => day !== undefined);
  return days.length === 0 ? undefined : days.reduce(laterOf, today);
}

function lastOf(days: readonly (Day | undefined)[], floor: Day): Day | undefined {
  let last = floor;
  for (const day of days) {
    if (day === undefined) return undefined;
    last = laterOf(last, day);
  }
  return last;
}

const firstOf = (days: readonly (Day | undefined)[]): Day | undefined =>
  days.filter((day) => day !== undefined).sort()[0];
