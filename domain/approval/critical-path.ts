import type { Day } from '../time.ts';
import type { ExpectedDates } from './expected-dates.ts';
import { membersOf, without } from './expected-dates.ts';
import { deciding } from './floats.ts';
import type { ScheduleInput } from './schedule.ts';

/** The items that decide when the first closed gate opens, first to last; with none ahead, the end of all items. */
export function criticalPathOf(input: ScheduleInput, dates: ExpectedDates): string[] {
  const path: string[] = [];
  let ids = lastOnes(input, dates);
  for (;;) {
    const id = lastToEnd(ids, dates);
    if (id === undefined || path.includes(id)) return path.reverse();
    path.push(id);
    ids = before(id, input, dates);
  }
}

function lastOnes(input: ScheduleInput, dates: ExpectedDates): string[] {
  const next = input.template.gates.find(({ milestone }) => dates.gates.has(milestone));
  if (!next) return [...dates.items.keys()];
  const ids = deciding({ all: next.hard }, dates, input);
  // A gate that waits longest for a milestone is not decided by any item.
  return ids.filter((id) => dates.items.get(id)?.end === dates.gates.get(next.milestone));
}

function lastToEnd(ids: readonly string[], { items }: ExpectedDates): string | undefined {
  let last: { id: string; end: Day } | undefined;
  for (const id of ids) {
    const end = items.get(id)?.end;
    if (end !== undefined && (!last || end > last.end)) last = { id, end };
  }
  return last?.id;
}

// What is under way waits for nobody; else the item's start is the end of what it waited for.
function before(id: string, input: ScheduleInput, dates: ExpectedDates): string[] {
  const { template, work } = input;
  const item = template.items.find((one) => one.id === id);
  const stretch = dates.items.get(id);
  if (!item || !stretch || work.get(id)?.startedOn !== undefined) return [];
  const inside = membersOf(id, input);
  const others = without(item.prereq, new Set(inside.map((one) => one.id)));
  const direct = deciding(others, dates, input);
  const byInside = inside.flatMap((one) => before(one.id, input, dates));
  return [...direct, ...byInside].filter((one) => dates.items.get(one)?.end === stretch.start);
}
