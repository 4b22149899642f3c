import type { FactRef, Flip, Reason, Signal } from '../assessment.ts';
import { capped, severity } from '../colour.ts';
import type { Colour, ColourPolicy, Contribution } from '../definitions.ts';
import type { Day } from '../time.ts';
import { earlierOf } from '../time.ts';
import type { ApprovalDossier } from './dossier.ts';

/** What a rule of the policy says of an item or a stage, green where it says nothing bad. */
export interface Said {
  object: string;
  kind: Signal['kind'];
  /** Where an object may have several of a kind: which of them. */
  detail?: string;
  colour: Colour;
  rule: string;
  contributes: Contribution;
  reason: Reason;
  facts: readonly FactRef[];
  flips: Flip[];
  /** Its colour on an earlier day, by all that is known now. */
  colourOn: (day: Day) => Colour;
  /** Sources begin so that could have cleared it. */
  family: string;
}

/** The signal with the policy that says so, and its marks: unverified (待核) or stock (存量). */
export function signalOf(said: Said, policy: ColourPolicy, dossier: ApprovalDossier): Signal {
  const { object, kind, colour, contributes, reason, facts, flips } = said;
  const { id, version, hash } = policy;
  const unverified = unverifiedIn(said, policy, dossier);
  const counted = unverified?.heldColour ?? colour;
  return {
    id: [object, kind, ...(said.detail === undefined ? [] : [said.detail])].join('/'),
    object,
    kind,
    colour,
    contributes,
    projectColour: capped(colour, contributes),
    rule: { policy: { id, version, hash }, rule: said.rule },
    reason,
    facts: [...facts],
    flips,
    ...(unverified && { unverified }),
    ...(isStock(said, counted, dossier) && { stock: 'goLive' as const }),
  };
}

// What got worse while a source was silent that could have cleared it is sure only as of its last word.
function unverifiedIn(
  { colour, colourOn, facts, family }: Said,
  { silence }: ColourPolicy,
  { silences }: ApprovalDossier,
): Signal['unverified'] {
  if (!silence || colour === 'green') return undefined;
  const speaks = facts.filter(({ source }) => source.startsWith(family));
  const silent = silences.filter(({ source }) =>
    speaks.length === 0 ? source.startsWith(family) : speaks.some((fact) => fact.source === source),
  );
  const [first, ...rest] = silent.map(({ since }) => since);
  if (first === undefined) return undefined;
  const verifiedOn = rest.reduce(earlierOf, first);
  const heldColour = colourOn(verifiedOn);
  if (severity(colour) <= severity(heldColour)) return undefined;
  return { sources: silent.map(({ source }) => source).sort(), verifiedOn, heldColour };
}

// What was so already when the approval was opened is no news.
function isStock({ colourOn }: Said, counted: Colour, { opening }: ApprovalDossier): boolean {
  if (counted === 'green' || !opening) return false;
  return severity(colourOn(opening.on)) >= severity(counted);
}
