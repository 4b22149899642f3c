import type {
  Condition,
  ItemTemplate,
  Requirement,
  Traits,
} from '../../../domain/approval/template.ts';
import { toMillis, type Instant } from '../../../domain/time.ts';

/** What has been brought about at one project, and when: items by id, milestones by code, supplies as `power.connected`. */
export interface Book {
  traits: Traits;
  items: ReadonlyMap<string, ItemTemplate>;
  done: Map<string, Instant>;
  milestones: Map<string, Instant>;
  supplies: Map<string, Instant>;
}

/**
 * When a requirement was met by what the book says, in milliseconds; `undefined` while it is not.
 * Written anew, so that a fault in the engine's own reading shows.
 */
export function metAt(requirement: Requirement, book: Book): number | undefined {
  if ('all' in requirement) {
    const met = requirement.all.map((one) => metAt(one, book));
    return met.includes(undefined) ? undefined : Math.max(0, ...met.map((at) => at ?? 0));
  }
  if ('any' in requirement) {
    const met = requirement.any.flatMap((one) => metAt(one, book) ?? []);
    return met.length === 0 ? undefined : Math.min(...met);
  }
  if ('item' in requirement) {
    const isNeeded = appliesTo(requirement.item, book);
    if (!isNeeded && requirement.ifApplies) return 0;
    return millis(book.done.get(requirement.item));
  }
  if ('milestone' in requirement) return millis(book.milestones.get(requirement.milestone));
  return millis(book.supplies.get(`${requirement.utility}.${requirement.step}`));
}

/** Whether the project needs an item; all that conditions ask for is known of the projects of a run. */
export function appliesTo(id: string, { items, traits }: Book): boolean {
  const condition = items.get(id)?.appliesWhen;
  return condition === undefined || holds(condition, traits);
}

function holds(condition: Condition, traits: Traits): boolean {
  if ('all' in condition) return condition.all.every((one) => holds(one, traits));
  if ('any' in condition) return condition.any.some((one) => holds(one, traits));
  const value = traits[condition.field];
  if (value === undefined) throw new Error(`No trait ${condition.field}`);
  return 'in' in condition ? condition.in.includes(value) : Number(value) >= condition.atLeast;
}

const millis = (at: Instant | undefined): number | undefined =>
  at === undefined ? undefined : toMillis(at);
