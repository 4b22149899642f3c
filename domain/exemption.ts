import type { Signal } from './assessment.ts';
import type { Dossier, SaidOfSignal } from './dossier.ts';
import type { Horizon } from './horizon.ts';
import { present } from './present.ts';
import { addDays } from './time.ts';

/** The excuse (正当理由) of a signal that is in force today. */
export function exemptionOf(
  signal: string,
  { signalsSaid }: Dossier,
  horizon: Horizon,
): SaidOfSignal['exempt'] {
  const exempt = signalsSaid[signal]?.exempt;
  if (exempt?.until !== undefined) horizon.at(addDays(exempt.until, 1));
  const isOver = exempt?.until !== undefined && horizon.today > exempt.until;
  return isOver ? undefined : exempt;
}

/** The signal with the mark of its excuse; the colour stays, and nobody is blamed for it. */
export function excused(signal: Signal, dossier: Dossier, horizon: Horizon): Signal {
  if (signal.colour === 'green') return signal;
  const exempt = exemptionOf(signal.id, dossier, horizon);
  if (!exempt) return signal;
  const { documentNo, by, until, ref } = exempt;
  return {
    ...signal,
    exempt: present({ documentNo, by, until }),
    facts: [...signal.facts, ref],
  };
}
