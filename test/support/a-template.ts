import type { ItemStanding } from '../../domain/approval/requirements.ts';
import type { Schedule, ScheduleInput } from '../../domain/approval/schedule.ts';
import { scheduleOf } from '../../domain/approval/schedule.ts';
import { durationOf } from '../../domain/approval/limits.ts';
import type { ApprovalTemplate, ItemTemplate, Traits } from '../../domain/approval/template.ts';
import type { WorkingCalendar } from '../../domain/definitions.ts';
import { shippedCalendar } from './shipped-calendar.ts';

/** An item with a promise of so many working days that waits for these others. */
export const anItem = (
  id: string,
  n: number,
  after: readonly string[] = [],
  more: Partial<ItemTemplate> = {},
): ItemTemplate => ({
  id,
  name: { zh: id, en: id },
  stage: '1',
  kind: 'licence',
  lead: '自规',
  authority: '自规',
  window: '窗口',
  departments: [],
  prereq: { all: after.map((item) => ({ item })) },
  promised: { n, unit: 'wd' },
  modes: ['normal'],
  mayStopFor: [],
  veto: false,
  silentConsent: null,
  correctionWorkingDays: 10,
  ...more,
});

/** A calendar by which people work on each day of those years: working days are calendar days. */
export const everyDay: WorkingCalendar = {
  ...shippedCalendar,
  years: [2026, 2027].map((year) => ({
    year,
    notice: '-',
    offDays: [],
    makeUpDays: Array.from({ length: 366 }, (_, index) =>
      new Date(Date.UTC(year, 0, 1 + index)).toISOString().slice(0, 'YYYY-MM-DD'.length),
    ),
  })),
};

/** The schedule from `today` on of those items that `standing` does not say are done. */
export function scheduled(
  template: Pick<ApprovalTemplate, 'items' | 'gates'>,
  more: Partial<Pick<ScheduleInput, 'calendar' | 'today'>> & {
    milestones?: ScheduleInput['context']['milestones'];
    standing?: Record<string, ItemStanding>;
    traits?: Traits;
  } = {},
): Schedule {
  const { calendar = everyDay, today = '2026-03-02', milestones = {}, traits = {} } = more;
  const open: ItemStanding = { applies: 'yes', done: false };
  const items = new Map(template.items.map(({ id }) => [id, more.standing?.[id] ?? open]));
  const work = new Map(
    template.items
      .filter(({ id }) => items.get(id)?.applies === 'yes' && !items.get(id)?.done)
      .map((item) => [item.id, { duration: durationOf(item, traits) }]),
  );
  const context = { items, milestones, utilities: {} };
  return scheduleOf({ template, context, work, calendar, today });
}
