import type { FactOf, FactType } from '../fact.ts';
import type { Step } from './dossier.ts';
import { STOP_REASONS, type StopReason } from './template.ts';

/** How the facts of one type are read as a step; nothing where this one is none. */
export type Teller<T extends FactType> = (fact: FactOf<T>) => Reading | undefined;

/** `no` only where the data names the application better than the fact's envelope. */
export interface Reading extends Pick<Step, 'kind' | 'says'> {
  item: string;
  no?: string;
}

/** Those of the named fields that are there. */
export function said<D extends object, K extends keyof D>(data: D, ...names: K[]): Pick<D, K> {
  const present = names.filter((name) => data[name] !== undefined);
  // `as`: a field left out is one that `D` lets be absent.
  return Object.fromEntries(present.map((name) => [name, data[name]])) as Pick<D, K>;
}

/** The reason for a stop by its code, else `UNKNOWN` with what the source wrote. */
export function stopOf(code: string): { stop: StopReason | 'UNKNOWN'; reason?: string } {
  const stop = STOP_REASONS.find((reason) => reason === code);
  return stop ? { stop } : { stop: 'UNKNOWN', reason: code };
}
