import type { LabelsAnswer, ProjectListItem } from '../../../api/page-responses.ts';

/**
 * Stages as columns: those of the lifecycle to which most of these projects' stages belong, with the stages of
 * other projects put in where their own lifecycle has them.
 */
export function stagesInOrder(
  { lifecycles }: Pick<LabelsAnswer, 'lifecycles'>,
  items: readonly Pick<ProjectListItem, 'stage'>[],
): string[] {
  const held = new Set(items.map(({ stage }) => stage));
  const longestFirst = Object.values(lifecycles)
    .map(({ milestones }) => milestones)
    .sort((a, b) => b.length - a.length);
  const order = [...(longestFirst[0] ?? [])];
  for (const milestones of longestFirst.slice(1)) {
    milestones.forEach((code, at) => {
      if (order.includes(code) || !held.has(code)) return;
      const before = milestones[at - 1];
      order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, code);
    });
  }
  const unknown = [...held].filter((code) => !order.includes(code) && code !== FIRST);
  return [FIRST, ...order, ...unknown];
}

// Before the first milestone that counts.
const FIRST = 'negotiation';
