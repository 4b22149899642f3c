import type { Suspension } from '../calendar.ts';
import type { WorkingCalendar } from '../definitions.ts';
import type { Horizon } from '../horizon.ts';
import { present } from '../present.ts';
import type { Day } from '../time.ts';
import { addDays, dayOf, earlierOf } from '../time.ts';
import type { StageAssessment } from './assessment.ts';
import type { Count } from './clocks.ts';
import { count } from './clocks.ts';
import type { ItemDraft } from './item-draft.ts';
import type { ClockStop } from './record.ts';
import type { StageTemplate } from './template.ts';

/** A stage with its umbrella clock, before it has a colour. */
export interface StageDraft {
  stage: Omit<StageAssessment, 'colour'>;
  count?: Count | undefined;
}

/** How far a stage is, whether a veto stops it, and the clock that covers all its items. */
export function draftStage(
  { id, label, lead, promisedWorkingDays }: StageTemplate,
  drafts: Iterable<ItemDraft>,
  calendar: WorkingCalendar,
  horizon: Horizon,
): StageDraft {
  const own = [...drafts].filter(({ template }) => template.stage === id);
  const needed = own.filter(({ item }) => item.applies === 'yes');
  const counted =
    promisedWorkingDays === undefined
      ? undefined
      : umbrella(promisedWorkingDays, needed, calendar, horizon.today);
  const vetoed = needed.find(({ vetoes }) => vetoes.length > 0);
  const [department] = vetoed?.vetoes ?? [];
  return {
    stage: present({
      id,
      label,
      lead,
      clock: counted?.clock,
      done: needed.filter(({ item }) => item.done).length,
      of: needed.length,
      blockedBy:
        vetoed && department !== undefined ? { item: vetoed.item.id, department } : undefined,
    }),
    count: counted,
  };
}

/**
 * From the first acceptance until all items that apply are decided. Like the items' own clocks it
 * stands while no authority is at work: when nothing is handed in, or all of it is stopped.
 */
function umbrella(
  limitDays: number,
  needed: readonly ItemDraft[],
  calendar: WorkingCalendar,
  today: Day,
): Count | undefined {
  const spans = needed.flatMap((draft) => spanOf(draft) ?? []);
  if (spans.length === 0) return undefined;
  const from = spans.map((span) => span.from).reduce(earlierOf);
  const isOver = needed.every(({ item }) => item.done);
  const ends = needed.flatMap(({ item }) => item.doneOn ?? []).sort();
  const endedOn = isOver ? ends.at(-1) : undefined;
  // What was decided today leaves nobody at work from tomorrow on.
  const until = addDays(today, 1);
  const stops = pausesOf(spans, from, endedOn === undefined ? until : earlierOf(endedOn, until));
  const limit = { n: limitDays, unit: 'wd' as const };
  return count({ kind: 'promised', limit, from, stops, endedOn }, calendar, today);
}

interface WorkSpan {
  from: Day;
  /** None while it goes on. */
  to?: Day | undefined;
  stops: readonly ClockStop[];
}

// A listing of land takes its time, and so does what the park has to clear: no umbrella covers them.
function spanOf({ template, startedOn, current, item }: ItemDraft): WorkSpan | undefined {
  if (template.kind === 'minimumLag' || template.kind === 'government') return undefined;
  if (startedOn === undefined) return undefined;
  const ended = current?.ended && dayOf(current.ended.at);
  return { from: startedOn, to: ended ?? item.doneOn, stops: item.stops };
}

/** The runs of days after `from` on which none of the spans has work going on; the last one open if it lasts. */
function pausesOf(spans: readonly WorkSpan[], from: Day, until: Day): { from: Day; to?: Day }[] {
  const pauses: { from: Day; to?: Day }[] = [];
  let since: Day | undefined;
  for (let day = addDays(from, 1); day <= until; day = addDays(day, 1)) {
    const isWorked = spans.some((span) => isWorkedOn(span, day));
    if (!isWorked) since ??= day;
    else if (since !== undefined) {
      pauses.push({ from: since, to: addDays(day, -1) });
      since = undefined;
    }
  }
  return since === undefined ? pauses : [...pauses, { from: since }];
}

function isWorkedOn({ from, to, stops }: WorkSpan, day: Day): boolean {
  if (day <= from || (to !== undefined && day > to)) return false;
  return !stops.map(suspensionOf).some((stop) => stop.from <= day && day <= stop.to);
}

const suspensionOf = ({ from, to }: ClockStop): Suspension => ({
  from: dayOf(from),
  to: to === undefined ? '9999-12-31' : dayOf(to),
});
