import type { Flip, MilestoneAssessment, Reason, Signal } from './assessment.ts';
import { capped } from './colour.ts';
import type { Matter } from './matter.ts';
import type { Colour, ColourPolicy, Contribution } from './definitions.ts';
import type { Day } from './time.ts';

/** What one rule of a policy says of one milestone, or of the project as a whole. */
export interface Said {
  kind: Signal['kind'];
  /** Where an object may have several of a kind: which of them. */
  detail?: string;
  colour: Colour;
  rule: { id: string; contributes: Contribution };
  reason: Reason;
  flips: Flip[];
}

/** A signal with all by which its marks are found. */
export interface Row {
  signal: Signal;
  /** Its colour on another day, by all that is known now. */
  colourOn: (day: Day) => Colour;
  /** The only days on which that colour changes, repetition apart; any day may without them. */
  turns?: readonly Day[];
  /** Milestones whose proof would have prevented it; none where no source can. */
  preventedBy: readonly string[];
  /** Matters of which any word could have prevented it. */
  preventedByMatters?: readonly Matter[];
  /** It rests on loaded history alone. */
  isHistory: boolean;
  /** It rests on what was said since the engine is relied on, whatever day that was about. */
  isNews?: boolean;
}

/** What a signal is about: a milestone, or `project`. */
export type Subject = Pick<MilestoneAssessment, 'code' | 'facts'>;

/** A signal on a milestone, with the policy that says so and what the project takes of it. */
export function createSignal(
  { code, facts }: Subject,
  { id, version, hash }: ColourPolicy,
  { kind, detail, colour, rule, reason, flips }: Said,
): Signal {
  return {
    id: [code, kind, ...(detail === undefined ? [] : [detail])].join('/'),
    object: code,
    kind,
    colour,
    contributes: rule.contributes,
    projectColour: capped(colour, rule.contributes),
    rule: { policy: { id, version, hash }, rule: rule.id },
    reason,
    facts,
    flips,
  };
}

/** The reason, with the approval items that it speaks of; codes joined by blanks, each once. */
export function withItems(reason: Reason, items: readonly string[]): Reason {
  if (items.length === 0) return reason;
  return { ...reason, words: { ...reason.words, items: [...new Set(items)].join(' ') } };
}

/** A reason without numbers: something happened to the milestone. */
export function plainReason(
  code: Reason['code'],
  { code: milestone, actual }: MilestoneAssessment,
): Reason {
  return { code, numbers: {}, days: actual === undefined ? {} : { actual }, words: { milestone } };
}
