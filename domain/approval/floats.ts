import { workingDaysBetween } from '../calendar.ts';
import type { Day } from '../time.ts';
import { earlierOf, laterOf } from '../time.ts';
import type { ExpectedDates } from './expected-dates.ts';
import { membersOf, suppliesOf, without } from './expected-dates.ts';
import { isMet } from './requirements.ts';
import type { ScheduleInput } from './schedule.ts';
import type { Requirement } from './template.ts';
import { endAfter, startBefore } from './work-days.ts';

/**
 * Working days that each dated item may slip before a gate that it leads to moves; for an item that
 * leads to none, before the end of all items moves.
 */
export function floatsOf(input: ScheduleInput, dates: ExpectedDates): Map<string, number> {
  const byGate = latestEnds(input, dates, gateTargets(input, dates));
  const end = [...dates.items.values()].map((one) => one.end).reduce(laterOf, input.today);
  const byEnd = latestEnds(input, dates, new Map([...dates.items.keys()].map((id) => [id, end])));
  const floats = new Map<string, number>();
  for (const [id, expected] of dates.items) {
    const latest = byGate.get(id) ?? byEnd.get(id) ?? end;
    floats.set(id, workingDaysBetween(input.calendar, expected.end, latest).days);
  }
  return floats;
}

type LatestEnds = Map<string, Day>;

function gateTargets(input: ScheduleInput, dates: ExpectedDates): LatestEnds {
  const targets: LatestEnds = new Map();
  for (const { milestone, hard } of input.template.gates) {
    const opens = dates.gates.get(milestone);
    if (opens === undefined) continue;
    for (const id of deciding({ all: hard }, dates, input)) tighten(targets, id, opens);
  }
  return targets;
}

// Dependants before what they wait for: an item's own latest end is settled when it is looked at.
function latestEnds(input: ScheduleInput, dates: ExpectedDates, targets: LatestEnds): LatestEnds {
  const latest = new Map(targets);
  for (const id of [...dates.order].reverse()) {
    const end = latest.get(id);
    if (end !== undefined) passOn(id, end, latest, input, dates);
  }
  return latest;
}

function passOn(
  id: string,
  end: Day,
  latest: LatestEnds,
  input: ScheduleInput,
  dates: ExpectedDates,
): void {
  const { template, work, calendar } = input;
  const item = template.items.find((one) => one.id === id);
  const own = work.get(id);
  if (!item || !own) return;
  const inside = membersOf(id, input);
  for (const member of inside) tighten(latest, member.id, end);
  if (own.startedOn !== undefined) return;
  const start = startBefore(calendar, end, own.duration);
  const others = without(item.prereq, new Set(inside.map((one) => one.id)));
  for (const before of deciding(others, dates, input)) tighten(latest, before, start);
  for (const member of inside) {
    const theirs = work.get(member.id);
    if (!theirs || theirs.startedOn !== undefined) continue;
    tighten(latest, member.id, endAfter(calendar, start, theirs.duration));
  }
}

/** Open items that a requirement waits for; of an `any` those of the branch that comes first. */
export function deciding(
  requirement: Requirement,
  dates: ExpectedDates,
  input: ScheduleInput,
): string[] {
  if (isMet(requirement, input.context)) return [];
  if ('all' in requirement) return requirement.all.flatMap((one) => deciding(one, dates, input));
  if ('any' in requirement) {
    const day = dates.metBy(requirement);
    const first = requirement.any.find((one) => dates.metBy(one) === day);
    return first ? deciding(first, dates, input) : [];
  }
  if ('item' in requirement) return [requirement.item];
  // What a milestone waits for decides its own gate.
  return 'utility' in requirement ? suppliesOf(requirement.utility, input) : [];
}

function tighten(latest: LatestEnds, id: string, day: Day): void {
  latest.set(id, earlierOf(latest.get(id) ?? day, day));
}
