import type { Caveat } from '../caveat.ts';
import type { AlertCase } from './case.ts';

/** Why the colour of an alert is shown hatched: its last word is older than the silence of a source, or it was closed by an excuse. */
export function caseCaveat({ state, hiddenBy, closed }: AlertCase): Caveat | null {
  if (state === 'closed') return closed?.cause === 'EXEMPTED' ? 'exempt' : null;
  return state === 'open' && hiddenBy === 'unverified' ? 'unverified' : null;
}
