import type { LabelsAnswer, ProjectListItem } from '../../api/page-responses.ts';

/**
 * Stages in the order of milestones: those of the longest lifecycle, with the stages of these projects that it
 * has not put in where their own lifecycle has them.
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
  // Not a milestone: a lead (线索) comes before it, where a lifecycle has leads.
  order.splice(order.indexOf('lead') + 1, 0, NEGOTIATION);
  return [...order, ...[...held].filter((code) => !order.includes(code))];
}

const NEGOTIATION = 'negotiation';
