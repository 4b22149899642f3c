import { describe, expect, it } from '@jest/globals';
import { loadDefinitions } from '../../../../schemas/definitions.ts';
import { daysBetween } from '../../../../domain/time.ts';
import { anItem, scheduled } from '../../../support/a-template.ts';

const { approvals } = loadDefinitions();
const TODAY = '2026-03-02';
const gate = (milestone: string, ...items: string[]) => ({
  milestone,
  hard: items.map((item) => ({ item })),
  soft: [],
});

describe('scheduleOf', () => {
  it('reaches the construction permit of template G 37 promised days from now, 30 of them the land listing', () => {
    const template = approvals.get('G');
    if (!template) throw new Error('There is no template G');
    const traits = new Set(template.items.filter((item) => item.appliesWhen).map(({ id }) => id));
    const standing = Object.fromEntries(
      [...traits].map((id) => [id, { applies: 'no' as const, done: false }]),
    );

    const schedule = scheduled(template, { standing, today: TODAY });

    const opens = schedule.gates.get('groundbreaking') ?? TODAY;
    expect(daysBetween(TODAY, opens)).toBe(37);
    expect(schedule.criticalPath).toEqual(['G01', 'G03', 'G04', 'G12', 'G19']);
  });

  it('says how far each item may slip before the gate that it leads to moves', () => {
    const items = [anItem('A', 3), anItem('B', 1), anItem('C', 2, ['A', 'B']), anItem('D', 9)];

    const { items: found, gates, criticalPath } = scheduled({ items, gates: [gate('m', 'C')] });

    expect(gates.get('m')).toBe('2026-03-07');
    expect([...found].map(([id, { floatDays, critical }]) => [id, floatDays, critical])).toEqual([
      ['A', 0, true],
      ['B', 2, false],
      ['C', 0, true],
      ['D', 0, true],
    ]);
    expect(criticalPath).toEqual(['A', 'C']);
  });

  it('begins a joint acceptance with the last of its sign-offs, and ends it after all of them', () => {
    const inside = { umbrella: 'J' };
    const items = [
      anItem('A', 4),
      anItem('S1', 7, [], inside),
      anItem('S2', 5, ['A'], inside),
      anItem('J', 6, ['S1', 'S2']),
    ];

    const { items: found } = scheduled({ items, gates: [gate('m', 'J')] });

    expect(found.get('J')?.expected).toEqual({ start: '2026-03-06', end: '2026-03-12' });
    expect(found.get('A')?.floatDays).toBe(0);
    expect(found.get('S1')?.floatDays).toBe(3);
    expect(found.get('S2')?.floatDays).toBe(0);
  });

  it('gives no date to what waits for a milestone without one', () => {
    const waiting = anItem('B', 1, [], { prereq: { milestone: 'worksCompleted' } });
    const items = [anItem('A', 1), waiting];

    const without = scheduled({ items, gates: [gate('m', 'B')] });
    const planned = { worksCompleted: { planned: '2026-05-06' } };
    const dated = scheduled({ items, gates: [gate('m', 'B')] }, { milestones: planned });

    expect([...without.items.keys()]).toEqual(['A']);
    expect(without.gates.has('m')).toBe(false);
    expect(dated.gates.get('m')).toBe('2026-05-07');
  });
});
