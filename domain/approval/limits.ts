import type { ItemTemplate, Limit, Traits } from './template.ts';

/** A limit of an item as it counts for one project. */
export type Duration = Pick<Limit, 'n' | 'unit'>;

/** The limit by the variant that the traits name, such as by `eiaClass`; the general one where the trait is missing. */
export function limitOf(
  item: Pick<ItemTemplate, 'variantField' | 'statutory' | 'promised' | 'applyWithin'>,
  which: 'statutory' | 'promised' | 'applyWithin',
  traits: Traits,
): Duration | undefined {
  const limit = item[which];
  return limit && variantOf(limit, item, traits);
}

/** What to expect of an item that has not begun: what is promised, else the law's limit, else its steps one after another. */
export function durationOf(
  item: Pick<ItemTemplate, 'variantField' | 'statutory' | 'promised' | 'stepLimits'>,
  traits: Traits,
): Duration {
  const limit = limitOf(item, 'promised', traits) ?? limitOf(item, 'statutory', traits);
  if (limit) return limit;
  const steps = Object.values(item.stepLimits ?? {}).map((step) => variantOf(step, item, traits));
  return { n: steps.reduce((sum, { n }) => sum + n, 0), unit: 'wd' };
}

/** A limit of any kind by the variant that the traits name. */
export function variantOf(
  { n, unit, byVariant }: Limit,
  { variantField }: Pick<ItemTemplate, 'variantField'>,
  traits: Traits,
): Duration {
  const variant = variantField === undefined ? undefined : traits[variantField];
  const own = variant === undefined ? undefined : byVariant?.[String(variant)];
  return { n: own ?? n, unit };
}
