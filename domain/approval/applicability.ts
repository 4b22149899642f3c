import type { Ruling } from './dossier.ts';
import type { Condition, ItemTemplate, Traits } from './template.ts';

/** Whether an item is needed for a project; `undetermined` asks for a trait and holds nothing up. */
export type Applicability = 'yes' | 'no' | 'undetermined';

/** What speaks for or against an item beside the traits of the project. */
export interface ItemClaims {
  /** The last decision of a person. */
  ruling?: Ruling | undefined;
  /** Fold order of the first step of the latest application. */
  appliedOrder?: number | undefined;
}

/** Whether the item applies: by the later of a person's decision and an application, else by the traits. */
export function appliesTo(
  { appliesWhen }: Pick<ItemTemplate, 'appliesWhen'>,
  traits: Traits,
  { ruling, appliedOrder }: ItemClaims = {},
): Applicability {
  if (appliedOrder !== undefined && (!ruling || ruling.order < appliedOrder)) return 'yes';
  if (ruling) return ruling.applies ? 'yes' : 'no';
  return appliesWhen === undefined ? 'yes' : holds(appliesWhen, traits);
}

/** Whether a condition holds for such a project; `undetermined` where a missing trait decides it. */
function holds(condition: Condition, traits: Traits): Applicability {
  if ('all' in condition) return every(condition.all.map((one) => holds(one, traits)));
  if ('any' in condition) return some(condition.any.map((one) => holds(one, traits)));
  const value = traits[condition.field];
  if (value === undefined) return 'undetermined';
  const isSo =
    'in' in condition ? condition.in.includes(value) : Number(value) >= condition.atLeast;
  return isSo ? 'yes' : 'no';
}

/** The traits that a condition looks at, each once. */
export function traitsOf(condition: Condition): string[] {
  if ('all' in condition) return [...new Set(condition.all.flatMap(traitsOf))];
  if ('any' in condition) return [...new Set(condition.any.flatMap(traitsOf))];
  return [condition.field];
}

const every = (parts: readonly Applicability[]): Applicability => {
  if (parts.includes('no')) return 'no';
  return parts.includes('undetermined') ? 'undetermined' : 'yes';
};

const some = (parts: readonly Applicability[]): Applicability => {
  if (parts.includes('yes')) return 'yes';
  return parts.includes('undetermined') ? 'undetermined' : 'no';
};
