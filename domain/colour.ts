import type { Signal } from './assessment.ts';
import type { Colour, Contribution } from './definitions.ts';
import { COLOURS } from './definitions.ts';

/** Rises with the urgency of a colour, green 0. */
export const severity = (colour: Colour): number => COLOURS.indexOf(colour);

/** The most urgent of some colours, green of none. */
export const worstColour = (colours: readonly Colour[]): Colour =>
  colours.reduce((worst, one) => (severity(one) > severity(worst) ? one : worst), 'green');

const CAP: Record<Contribution, Colour> = {
  full: 'red',
  capYellow: 'yellow',
  capBlue: 'blue',
  none: 'green',
};

/** What a project takes of a signal's colour. */
export function capped(colour: Colour, contributes: Contribution): Colour {
  const cap = CAP[contributes];
  return severity(colour) > severity(cap) ? cap : colour;
}

/** The signal that gives the project its colour: the worst, and among equals the one that is due first. */
export function leadingSignal(signals: readonly Signal[]): Signal | undefined {
  return signals.reduce<Signal | undefined>(
    (leading, signal) => (leading && !isWorse(signal, leading) ? leading : signal),
    undefined,
  );
}

function isWorse(a: Signal, b: Signal): boolean {
  const byProject = severity(a.projectColour) - severity(b.projectColour);
  if (byProject !== 0) return byProject > 0;
  // Of two equally bad the sure one speaks.
  if (!a.unverified !== !b.unverified) return !a.unverified;
  const byOwn = severity(a.colour) - severity(b.colour);
  if (byOwn !== 0) return byOwn > 0;
  return dueOf(a) < dueOf(b);
}

const dueOf = (signal: Signal): string => signal.reason.days['due'] ?? '';
