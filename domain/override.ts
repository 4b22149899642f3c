import type { Assessment } from './assessment.ts';
import type { Colour } from './definitions.ts';
import type { Dossier } from './dossier.ts';
import type { Horizon } from './horizon.ts';
import { addDays } from './time.ts';

type Shown = Pick<Assessment, 'colour' | 'computedColour' | 'override'>;

/** The colour that is shown, and beside a colour set by hand the one that the rules give; grey stays grey. */
export function withOverride(
  computed: Colour | null,
  { override }: Pick<Dossier, 'override'>,
  horizon: Horizon,
): Shown {
  if (!override || computed === null) return { colour: computed };
  const { from, ...said } = override;
  horizon.at(from);
  horizon.at(addDays(said.until, 1));
  if (horizon.today < from || horizon.today > said.until) return { colour: computed };
  return { colour: said.colour, computedColour: computed, override: said };
}
