import type { Assessment, Signal } from './assessment.ts';
import { severity } from './colour.ts';
import type { Colour } from './definitions.ts';

/** Why a colour is shown hatched: `unverified` (待核), a silent source could have prevented it; `exempt` (正当理由), a document excuses it. */
export type Caveat = 'unverified' | 'exempt';

/** The caveat of a colour that these signals give; none where one of them gives it for certain and without excuse. */
export function caveatOf(colour: Colour | null, signals: readonly Signal[]): Caveat | null {
  if (colour === null || colour === 'green') return null;
  const caveats = signals
    .filter(({ projectColour }) => projectColour === colour)
    .map((signal) => caveatIn(signal, colour));
  if (caveats.length === 0 || caveats.includes(null)) return null;
  // Of two equally bad the sure one speaks.
  return caveats.includes('exempt') ? 'exempt' : 'unverified';
}

/** The caveat of a project's colour; what a person has set is as sure as that person. */
export const projectCaveat = ({ colour, override, signals }: Assessment): Caveat | null =>
  override ? null : caveatOf(colour, signals);

function caveatIn({ unverified, exempt }: Signal, colour: Colour): Caveat | null {
  if (unverified && severity(unverified.heldColour) < severity(colour)) return 'unverified';
  return exempt ? 'exempt' : null;
}
