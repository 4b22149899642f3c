import { leavesAt, mustsAt, requirementsOf, type Leaf } from './approval-leaves.ts';
import type { ApprovalContent } from './approval-template.ts';
import type { Fault } from './fault.ts';
import { findCycle } from './find-cycle.ts';
import type { LifecycleContent } from './lifecycle-template.ts';

/** What keeps an item from ever being ready, or a gate from ever opening. */
export function graphFaults(
  template: ApprovalContent,
  lifecycles: readonly LifecycleContent[],
): Fault[] {
  return [...cycles(template, lifecycles), ...blockedWhereNotApplying(template)];
}

// An item may wait for a milestone whose gate waits for items: the circle closes through both templates.
function cycles(template: ApprovalContent, lifecycles: readonly LifecycleContent[]): Fault[] {
  const naming = lifecycles.filter(({ approval }) => approval === template.id);
  const found = [undefined, ...naming].flatMap((lifecycle) => {
    const cycle = findCycle(edgesOf(template, lifecycle));
    if (!cycle) return [];
    const message = `expected prerequisites without a cycle, not ${cycle.join(' → ')}`;
    return [{ path: 'items', message }];
  });
  return found.slice(0, 1);
}

function edgesOf(
  { items, gates }: ApprovalContent,
  lifecycle: LifecycleContent | undefined,
): Map<string, string[]> {
  const supplies = new Map(items.map(({ id, utility }) => [utility, id]));
  const nodeOf = (leaf: Leaf): string => {
    if ('item' in leaf) return leaf.item;
    if ('milestone' in leaf) return milestone(leaf.milestone);
    return supplies.get(leaf.utility) ?? leaf.utility;
  };
  const edges = new Map(
    items.map(({ id, prereq }) => [id, leavesAt(prereq, '').map(({ what }) => nodeOf(what))]),
  );
  const add = (from: string, to: readonly string[]) =>
    edges.set(from, [...(edges.get(from) ?? []), ...to]);
  for (const gate of gates) {
    const leaves = gate.hard.flatMap((one) => leavesAt(one, ''));
    add(
      milestone(gate.milestone),
      leaves.map(({ what }) => nodeOf(what)),
    );
  }
  for (const gate of lifecycle?.gates ?? []) {
    add(milestone(gate.milestone), gate.hard.map(milestone));
  }
  return edges;
}

const milestone = (code: string): string => `milestone:${code}`;

function blockedWhereNotApplying(template: ApprovalContent): Fault[] {
  const sometimes = new Set(
    template.items.flatMap(({ id, appliesWhen }) => (appliesWhen ? [id] : [])),
  );
  return requirementsOf(template)
    .flatMap(({ path, what }) => mustsAt(what, path))
    .flatMap(({ path, what }) => {
      if (!('item' in what) || what.ifApplies || !sometimes.has(what.item)) return [];
      const message = `expected ifApplies: true, as ${what.item} does not apply to every project`;
      return [{ path, message }];
    });
}
