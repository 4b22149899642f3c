import type { ApprovalTemplate, Traits } from '../../../domain/approval/template.ts';
import type { Chance } from '../oracle/seeded.ts';

/** An answer to everything that a template asks for: quantities on either side of every threshold. */
export const anyTraits = ({ traits }: ApprovalTemplate, chance: Chance): Traits =>
  Object.fromEntries(
    traits.map(({ field, values }) => {
      if (values === 'boolean') return [field, chance.isLucky(0.5)];
      return [field, values === 'number' ? chance.pick([1, 2_000, 20_000]) : chance.pick(values)];
    }),
  );
