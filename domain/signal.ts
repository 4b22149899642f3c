import type { Flip, MilestoneAssessment, Reason, Signal } from './assessment.ts';
import { capped } from './colour.ts';
import type { Colour, ColourPolicy, Contribution } from './definitions.ts';

/** What one rule of a policy says of one milestone. */
export interface Said {
  kind: Signal['kind'];
  colour: Colour;
  rule: { id: string; contributes: Contribution };
  reason: Reason;
  flips: Flip[];
}

/** A signal on a milestone, with the policy that says so and what the project takes of it. */
export function createSignal(
  { code, facts }: MilestoneAssessment,
  { id, version, hash }: ColourPolicy,
  { kind, colour, rule, reason, flips }: Said,
): Signal {
  return {
    id: `${code}/${kind}`,
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
