import type { Signal } from '../../../domain/assessment.ts';
import type { Caveat } from '../../../domain/caveat.ts';

/** Why a colour is not to be read as fresh or as blame: 待核, 正当理由, 存量. */
export type SignalMark = Caveat | 'stock';

/** The marks of a signal, hatched beside its colour; of none, none. */
export function signalMarks(
  signal: Pick<Signal, 'unverified' | 'exempt' | 'stock'> | undefined,
): SignalMark[] {
  const marks = { unverified: signal?.unverified, exempt: signal?.exempt, stock: signal?.stock };
  return MARKS.filter((mark) => marks[mark] !== undefined);
}

const MARKS = ['unverified', 'exempt', 'stock'] as const satisfies readonly SignalMark[];

/** The sources whose silence keeps colours of a project from being fresh, each once, by name. */
export const silentSources = (signals: readonly Pick<Signal, 'unverified'>[]): string[] =>
  [...new Set(signals.flatMap(({ unverified }) => unverified?.sources ?? []))].sort();
