import type { FactRef, Signal } from '../assessment.ts';
import { severity } from '../colour.ts';
import { dayOf, type Instant } from '../time.ts';
import type { AlertCase } from './case.ts';

/** An open case with its signal. */
interface Spoken {
  one: AlertCase;
  signal: Signal;
}

/**
 * By the id of a case, the id of one that says it already. One that is hidden itself, or that is
 * stock and tells nobody yet, hides none.
 */
export function inhibitedBy(
  cases: readonly AlertCase[],
  signals: readonly Signal[],
  now: Instant,
): Map<string, string> {
  const byId = new Map(signals.map((signal) => [signal.id, signal]));
  const spoken = cases.flatMap((one): Spoken[] => {
    const signal = byId.get(one.id);
    return signal && one.state === 'open' ? [{ one, signal }] : [];
  });
  const speakers = spoken.filter(({ one }) => (one.stockUntil ?? '') <= dayOf(now));
  const hidden = spoken.flatMap((quiet): [string, string][] => {
    const speaker = speakers.find((loud) => loud.one.id !== quiet.one.id && says(loud, quiet));
    return speaker ? [[quiet.one.id, speaker.one.id]] : [];
  });
  return new Map(hidden);
}

function says(loud: Spoken, quiet: Spoken): boolean {
  return saysForItem(loud, quiet) || saysForForecast(loud, quiet);
}

/** A red stage speaks for what is less than red of its items: what they rest on is among what it rests on. */
function saysForItem(loud: Spoken, quiet: Spoken): boolean {
  if (loud.signal.kind !== 'umbrella' || loud.one.severity !== 'red') return false;
  if (quiet.signal.kind === 'umbrella' || quiet.one.severity === 'red') return false;
  const known = new Set(loud.signal.facts.map(nameOf));
  const { facts } = quiet.signal;
  return facts.length > 0 && facts.every((fact) => known.has(nameOf(fact)));
}

/** A milestone that is late says more than that it was expected to be. */
function saysForForecast(loud: Spoken, quiet: Spoken): boolean {
  if (loud.signal.kind !== 'due' || quiet.signal.kind !== 'forecast') return false;
  if (loud.signal.object !== quiet.signal.object) return false;
  return severity(loud.one.severity) >= severity(quiet.one.severity);
}

const nameOf = ({ source, id }: FactRef): string => `${source} ${id}`;
