import { describe, expect, it } from '@jest/globals';
import type { ItemStanding } from '../../../../domain/approval/requirements.ts';
import { isMet, unmet } from '../../../../domain/approval/requirements.ts';
import type { ItemTemplate } from '../../../../domain/approval/template.ts';
import { workingDaysBetween } from '../../../../domain/calendar.ts';
import { fc } from '../../../support/property.ts';
import { shippedCalendar } from '../../../support/shipped-calendar.ts';
import { anItem, everyDay, scheduled } from '../../../support/a-template.ts';

/** Items that wait for some of those before them, so that there is no cycle. */
const graphs = fc
  .array(fc.record({ days: fc.nat(12), after: fc.array(fc.nat(30), { maxLength: 3 }) }), {
    minLength: 1,
    maxLength: 14,
  })
  .map((nodes): ItemTemplate[] =>
    nodes.map(({ days, after }, index) => {
      const before = index === 0 ? [] : after.map((one) => `N${one % index}`);
      return anItem(`N${index}`, days, [...new Set(before)]);
    }),
  );

const contextOf = (items: readonly ItemTemplate[], done: ReadonlySet<string>) => ({
  items: new Map<string, ItemStanding>(
    items.map(({ id }) => [id, { applies: 'yes', done: done.has(id) }]),
  ),
  milestones: {},
  utilities: {},
});

const prerequisites = ({ prereq }: ItemTemplate): string[] =>
  'all' in prereq ? prereq.all.flatMap((one) => ('item' in one ? [one.item] : [])) : [];

const ready = (items: readonly ItemTemplate[], done: ReadonlySet<string>) =>
  items.filter(({ id, prereq }) => !done.has(id) && isMet(prereq, contextOf(items, done)));

describe('an approval graph', () => {
  it('has nothing ready that lacks a prerequisite, and all that lacks none', () => {
    fc.assert(
      fc.property(graphs, fc.array(fc.nat(13)), (items, numbers) => {
        const done = new Set(numbers.map((one) => `N${one}`));
        const open = items.filter(({ id }) => !done.has(id));
        const free = open.filter((item) => prerequisites(item).every((id) => done.has(id)));
        expect(ready(items, done)).toEqual(free);
      }),
    );
  });

  it('completes, whichever of the ready items is done next', () => {
    fc.assert(
      fc.property(graphs, fc.infiniteStream(fc.nat()), (items, picks) => {
        const done = new Set<string>();
        while (done.size < items.length) {
          const able = ready(items, done);
          const next = able[picks.next().value % able.length];
          if (!next) throw new Error(`Stuck after ${[...done].join(', ')}`);
          done.add(next.id);
        }
        expect(
          unmet({ all: items.map(({ id }) => ({ item: id })) }, contextOf(items, done)),
        ).toEqual({ missing: [], undetermined: [] });
      }),
    );
  });

  it.each([
    ['every day', everyDay],
    ['the shipped calendar', shippedCalendar],
  ])('never begins an item before its prerequisites end, by %s', (_name, calendar) => {
    fc.assert(
      fc.property(graphs, (items) => {
        const found = scheduled({ items, gates: [] }, { calendar }).items;
        for (const item of items) {
          const start = found.get(item.id)?.expected.start ?? '';
          for (const id of prerequisites(item)) {
            expect((found.get(id)?.expected.end ?? '9') <= start).toBe(true);
          }
        }
      }),
    );
  });

  it('keeps its gate when an item slips by its float, and loses it by a day more', () => {
    fc.assert(
      fc.property(graphs, fc.nat(13), (items, number) => {
        const last = items.at(-1)?.id ?? '';
        const gates = [{ milestone: 'm', hard: [{ item: last }], soft: [] }];
        const first = scheduled({ items, gates }, { calendar: shippedCalendar });
        const item = items[number % items.length];
        const leads = leadingTo(last, items);
        fc.pre(item !== undefined && leads.has(item.id));
        const floatDays = first.items.get(item.id)?.floatDays ?? 0;
        const slipped = (days: number) =>
          scheduled(
            { items: items.map((one) => (one === item ? longer(one, days) : one)), gates },
            { calendar: shippedCalendar },
          ).gates.get('m');
        expect(slipped(floatDays)).toBe(first.gates.get('m'));
        expect(slipped(floatDays + 1)).not.toBe(first.gates.get('m'));
      }),
    );
  });

  it('has a critical path without float that ends when its gate opens', () => {
    fc.assert(
      fc.property(graphs, (items) => {
        const last = items.at(-1)?.id ?? '';
        const gates = [{ milestone: 'm', hard: [{ item: last }], soft: [] }];
        const schedule = scheduled({ items, gates }, { calendar: shippedCalendar });
        const { criticalPath: path } = schedule;
        expect(path.map((id) => schedule.items.get(id)?.floatDays)).toEqual(path.map(() => 0));
        expect(schedule.items.get(path.at(-1) ?? '')?.expected.end).toBe(schedule.gates.get('m'));
        const total = path.reduce(
          (sum, id) => sum + (items.find((one) => one.id === id)?.promised?.n ?? 0),
          0,
        );
        const whole = workingDaysBetween(
          shippedCalendar,
          '2026-03-02',
          schedule.gates.get('m') ?? '',
        );
        expect(total).toBe(whole.days);
      }),
    );
  });
});

function leadingTo(last: string, items: readonly ItemTemplate[]): Set<string> {
  const found = new Set<string>();
  const visit = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    const item = items.find((one) => one.id === id);
    if (item) prerequisites(item).forEach(visit);
  };
  visit(last);
  return found;
}

const longer = (item: ItemTemplate, days: number): ItemTemplate => ({
  ...item,
  promised: { n: (item.promised?.n ?? 0) + days, unit: 'wd' },
});
