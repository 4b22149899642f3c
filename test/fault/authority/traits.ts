import type { ApprovalTemplate, TraitTemplate, Traits } from '../../../domain/approval/template.ts';
import type { Chance } from '../oracle/seeded.ts';

/** An answer to everything that a template asks for: quantities on either side of every threshold. */
export const anyTraits = ({ traits }: ApprovalTemplate, chance: Chance): Traits =>
  Object.fromEntries(traits.map(({ field, values }) => [field, answerTo(values, chance)] as const));

function answerTo(values: TraitTemplate['values'], chance: Chance): string | number | boolean {
  if (values === 'boolean') return chance.isLucky(0.5);
  return values === 'number' ? chance.pick([1, 2_000, 20_000]) : chance.pick(values);
}
