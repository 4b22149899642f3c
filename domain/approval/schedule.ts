import { onOrAfter } from '../calendar.ts';
import type { WorkingCalendar } from '../definitions.ts';
import type { Day } from '../time.ts';
import { criticalPathOf } from './critical-path.ts';
import { expectedDates } from './expected-dates.ts';
import { floatsOf } from './floats.ts';
import type { Duration } from './limits.ts';
import type { GraphContext } from './requirements.ts';
import type { ApprovalTemplate } from './template.ts';

/** What the schedule needs to know of an item that is still to be done. */
export interface ItemWork {
  /** How long it takes from its start on. */
  duration: Duration;
  /** When it was handed in or accepted, if it was. */
  startedOn?: Day;
  /** When the clock of what is under way ends, stops included; taken instead of `duration`, never before today. */
  due?: Day;
}

export interface ScheduleInput {
  template: Pick<ApprovalTemplate, 'items' | 'gates'>;
  context: GraphContext;
  /** By item id, for exactly those that apply and are not done. */
  work: ReadonlyMap<string, ItemWork>;
  calendar: WorkingCalendar;
  today: Day;
}

export interface ItemSchedule {
  expected: { start: Day; end: Day };
  /** Working days that it may slip without moving a gate that it leads to, or else the end of all items. */
  floatDays: number;
  critical: boolean;
}

export interface Schedule {
  /** Items of `work` whose dates can be told, in the order of the template. */
  items: ReadonlyMap<string, ItemSchedule>;
  /** Expected opening of each closed gate, by milestone; none where something that it needs has no date. */
  gates: ReadonlyMap<string, Day>;
  /** Open items that decide when the first closed gate of the template opens, first to last; with none ahead, the end of all. */
  criticalPath: string[];
}

/**
 * When each open item and gate is to be expected if everything from now on takes as long as it may.
 * What nobody has begun moves with each day: such dates are those of the day on which they are read.
 */
export function scheduleOf(given: ScheduleInput): Schedule {
  // Nothing begins on a day off, and so nothing moves on one.
  const input = { ...given, today: onOrAfter(given.calendar, given.today).day };
  const dates = expectedDates(input);
  const floats = floatsOf(input, dates);
  const criticalPath = criticalPathOf(input, dates);
  const items = new Map<string, ItemSchedule>();
  for (const [id, expected] of dates.items) {
    const floatDays = floats.get(id) ?? 0;
    const critical = floatDays === 0 || criticalPath.includes(id);
    items.set(id, { expected, floatDays, critical });
  }
  return { items, gates: dates.gates, criticalPath };
}
