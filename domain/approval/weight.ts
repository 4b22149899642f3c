import type { Contribution } from '../definitions.ts';
import type { ProjectStanding } from './fact.ts';
import { leavesOf } from './requirements.ts';
import type { ApprovalTemplate, ItemTemplate, Requirement } from './template.ts';

/** How much depends on an item: that decides what the project takes of its colour. */
export interface Weight {
  /** Working days that it may slip; none where its dates can't be told. */
  floatDays?: number | undefined;
  beforeRedLine: boolean;
  isPastLaw?: boolean;
}

/** In full only without float, before a red-line milestone or past the statutory limit. */
export function contributionOf(
  { contributes, withFloat }: { contributes: Contribution; withFloat: Contribution },
  { floatDays, beforeRedLine, isPastLaw = false }: Weight,
): Contribution {
  return floatDays === 0 || beforeRedLine || isPastLaw ? contributes : withFloat;
}

/** The items that must be done before a red-line milestone of the project that is still ahead. */
export function beforeRedLines(
  { items, gates }: Pick<ApprovalTemplate, 'items' | 'gates'>,
  milestones: ProjectStanding['milestones'],
): ReadonlySet<string> {
  const before = new Set<string>();
  const visit = (requirement: Requirement): void => {
    for (const { id, prereq } of items.filter((item) => isIn(requirement, item))) {
      if (before.has(id)) continue;
      before.add(id);
      visit(prereq);
    }
  };
  for (const { milestone, hard } of gates) {
    const { redLine, reached } = milestones[milestone] ?? {};
    if (redLine && reached === undefined) visit({ all: hard });
  }
  return before;
}

/** Whether a requirement names the item, by itself or as a supply. */
export const isIn = (requirement: Requirement, { id, utility }: ItemTemplate): boolean =>
  leavesOf(requirement).some((leaf) =>
    'item' in leaf ? leaf.item === id : 'utility' in leaf && leaf.utility === utility,
  );

/** How the sources begin that speak of such an item. */
export const familyOf = ({ utility }: Pick<ItemTemplate, 'utility'>): string =>
  utility === undefined ? '/permit/' : '/utility/';
