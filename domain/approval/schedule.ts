import type { WorkingCalendar } from '../definitions.ts';
import type { Day } from '../time.ts';
import type { Duration } from './limits.ts';
import type { GraphContext } from './requirements.ts';
import type { ApprovalTemplate } from './template.ts';

/** What the schedule needs of one item; of done ones and of those that don't apply nothing. */
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
  /** By item id, for each that applies or may and is not done. */
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
  /** Open items whose dates can be told. */
  items: ReadonlyMap<string, ItemSchedule>;
  /** Expected opening of each closed gate, by milestone; none where something it needs has no date. */
  gates: ReadonlyMap<string, Day>;
  /** Open items that decide when the next gate opens, first to last; else those that decide the end of all. */
  criticalPath: string[];
}
