import { describe, expect, it } from '@jest/globals';
import type { ApprovalTemplate } from '../../../domain/approval/template.ts';
import { leavesAt } from '../../../schemas/approval-leaves.ts';
import { loadDefinitions } from '../../../schemas/definitions.ts';

const { approvals } = loadDefinitions();

/** Promised days one after another, working and calendar days alike, construction time left out. */
function longestPath(template: ApprovalTemplate, to: string, umbrella: 'counted' | 'inside') {
  const item = template.items.find(({ id }) => id === to);
  if (!item) throw new Error(`No item ${to}`);
  const before: number[] = leavesAt(item.prereq, '').map(({ what }) =>
    'item' in what ? longestPath(template, what.item, umbrella) : 0,
  );
  const isInside = umbrella === 'inside' && item.umbrella !== undefined;
  return Math.max(0, ...before) + (isInside ? 0 : (item.promised?.n ?? 0));
}

describe('the longest promised path', () => {
  it.each([
    { to: 'G19', days: 37, why: '30 of them the land listing' },
    { to: 'G28', days: 54, why: 'with the sign-offs before the joint acceptance' },
    { to: 'T13', days: 31, why: 'ten of them the lease' },
    { to: 'U10', days: 22, why: 'with construction works' },
    { to: 'R09', days: 72, why: 'without the window for the cut-over' },
    { to: 'I10', days: 98, why: '60 of them the clearing of the land' },
  ])('to $to is $days days: $why', ({ to, days }) => {
    const template = approvals.get(to.slice(0, 1));

    expect(template && longestPath(template, to, 'counted')).toBe(days);
  });

  it('to the joint acceptance is 47 days when its sign-offs run inside its clock', () => {
    const template = approvals.get('G');

    expect(template && longestPath(template, 'G26', 'inside')).toBe(47);
    expect(template && longestPath(template, 'G28', 'inside')).toBe(49);
  });
});
