import { describe, expect, it } from '@jest/globals';
import { aCommand, aRegistration, assessAt, plan, registered } from '../../support/a-project.ts';

const milestones = [plan('fullOutput', '2028-01-01')];
const project = registered(aRegistration({ manager: 'pm-1', patron: 'leader-2', milestones }));
const assign = (person: string, from: string, to?: string, at = '2026-02-01') =>
  aCommand('command.assign.v1', at, {
    post: 'manager',
    person,
    from,
    ...(to === undefined ? {} : { to }),
  });
const leave = assign('pm-2', '2026-03-02', '2026-03-10');

const managerOn = (day: string, ...facts: ReturnType<typeof assign>[]) =>
  assessAt([project, ...facts], day).people.manager;

describe('the people of a project', () => {
  it('are those it was registered with, from ever on', () => {
    expect(assessAt([project], '2026-01-06').people).toEqual({
      manager: 'pm-1',
      patron: 'leader-2',
    });
    expect(assessAt([project], '2025-01-01', { asOf: '2025-01-01' }).people).toHaveProperty(
      'manager',
    );
  });

  it.each([
    { day: '2026-03-01', manager: 'pm-1' },
    { day: '2026-03-02', manager: 'pm-2' },
    { day: '2026-03-10', manager: 'pm-2' },
    { day: '2026-03-11', manager: 'pm-1' },
  ])('are replaced for the days of an assignment: on $day $manager', ({ day, manager }) => {
    expect(managerOn(day, leave)).toBe(manager);
  });

  it('are by the assignment made last where two overlap', () => {
    const later = assign('pm-3', '2026-03-05', undefined, '2026-02-20');

    expect(managerOn('2026-03-06', later, leave)).toBe('pm-3');
    expect(managerOn('2026-03-04', later, leave)).toBe('pm-2');
    expect(managerOn('2026-04-01', later, leave)).toBe('pm-3');
  });

  it('change with time alone', () => {
    expect(assessAt([project, leave], '2026-02-15').nextChangeAt).toBe('2026-03-01T16:00:00.000Z');
    expect(assessAt([project, leave], '2026-03-02').nextChangeAt).toBe('2026-03-10T16:00:00.000Z');
  });
});
