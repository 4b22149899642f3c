import type { Day } from '../time.ts';
import type { ApprovalDossier } from './dossier.ts';
import type { Frame, ItemDraft } from './item-draft.ts';
import { draftItem } from './item-draft.ts';
import type { GraphContext, ItemStanding } from './requirements.ts';
import { leavesOf } from './requirements.ts';
import type { ItemTemplate, Utility } from './template.ts';

/** All items of a template, each found after those on which it rests, and what others may ask of them. */
export interface AssessedItems {
  /** By id, in the order of the template. */
  drafts: ReadonlyMap<string, ItemDraft>;
  context: GraphContext;
}

/** Assesses the items one after another, each when all that it waits for is known. */
export function assessItems(templates: readonly ItemTemplate[], frame: Frame): AssessedItems {
  const items = new Map<string, ItemStanding>();
  const utilities: Partial<Record<Utility, Record<string, Day>>> = {};
  const context: GraphContext = { items, milestones: milestonesOf(frame.dossier), utilities };
  const drafts = new Map<string, ItemDraft>();
  for (const template of inOrder(templates)) {
    const draft = draftItem(template, frame, { context, drafts });
    drafts.set(template.id, draft);
    items.set(template.id, draft.standing);
    const { utility } = template;
    if (utility) utilities[utility] = { ...utilities[utility], ...draft.reached };
  }
  const sorted = templates.flatMap(({ id }) => {
    const draft = drafts.get(id);
    return draft ? [[id, draft] as const] : [];
  });
  return { drafts: new Map(sorted), context };
}

const milestonesOf = ({ project }: ApprovalDossier): GraphContext['milestones'] =>
  project?.milestones ?? {};

/** Each item after all that it requires; templates have no cycle, which their loading checks. */
function inOrder(templates: readonly ItemTemplate[]): ItemTemplate[] {
  const byId = new Map(templates.map((template) => [template.id, template]));
  const ordered = new Set<ItemTemplate>();
  const visited = new Set<string>();
  const visit = (template: ItemTemplate): void => {
    if (visited.has(template.id)) return;
    visited.add(template.id);
    for (const id of requiredBy(template, templates)) {
      const required = byId.get(id);
      if (required) visit(required);
    }
    ordered.add(template);
  };
  templates.forEach(visit);
  return [...ordered];
}

function requiredBy({ prereq }: ItemTemplate, templates: readonly ItemTemplate[]): string[] {
  return leavesOf(prereq).flatMap((leaf) => {
    if ('item' in leaf) return [leaf.item];
    if (!('utility' in leaf)) return [];
    return templates.filter(({ utility }) => utility === leaf.utility).map(({ id }) => id);
  });
}
