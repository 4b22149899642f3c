import type { Signal, Unverified } from './assessment.ts';
import { severity } from './colour.ts';
import type { Definitions } from './definitions.ts';
import type { Dossier } from './dossier.ts';
import type { Row } from './signal.ts';
import { doubtOn } from './silence.ts';
import { reliedOnFrom } from './stock.ts';

/** A signal with what its reader must know of it: unverified (待核) or stock (存量). */
export function marked(row: Row, dossier: Dossier, definitions: Definitions): Signal {
  const unverified = unverifiedIn(row, dossier, definitions);
  const stock = stockIn(row, unverified, dossier);
  return { ...row.signal, ...(unverified && { unverified }), ...(stock && { stock }) };
}

// What a source could have prevented and what was so already when it was last heard are two things.
function unverifiedIn(
  { signal: { object, colour }, colourOn, preventedBy, preventedByMatters }: Row,
  dossier: Dossier,
  definitions: Definitions,
): Unverified | undefined {
  if (colour === 'green') return undefined;
  const doubt = doubtOn(dossier, definitions, object, preventedBy, preventedByMatters);
  if (!doubt) return undefined;
  const heldColour = colourOn(doubt.verifiedOn);
  return severity(colour) > severity(heldColour) ? { ...doubt, heldColour } : undefined;
}

function stockIn(
  { signal, colourOn, isHistory, isNews = false }: Row,
  unverified: Unverified | undefined,
  dossier: Dossier,
): Signal['stock'] {
  const counted = unverified?.heldColour ?? signal.colour;
  if (counted === 'green') return undefined;
  if (isHistory) return 'backfill';
  if (isNews) return undefined;
  return severity(colourOn(reliedOnFrom(dossier))) >= severity(counted) ? 'goLive' : undefined;
}
