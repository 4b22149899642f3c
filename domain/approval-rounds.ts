import type { ProjectStanding } from './approval/fact.ts';
import type { Assessment } from './assessment.ts';
import type { Dossier } from './dossier.ts';
import type { Day } from './time.ts';
import { earlierOf } from './time.ts';

/**
 * From which day on each round of a project's approval has run: the day of the first fact that
 * names its phase. Nothing as long as there is but one, which everything belongs to.
 */
export function roundsSince(
  { approvals = [] }: Pick<Assessment, 'approvals'>,
  { proofs }: Pick<Dossier, 'proofs'>,
): ProjectStanding['rounds'] {
  if (approvals.length < 2) return undefined;
  const firsts: Record<string, Day> = {};
  for (const { phase, on, withdrawn } of proofs) {
    if (phase === undefined || withdrawn?.kind === 'voided') continue;
    firsts[phase] = earlierOf(firsts[phase] ?? on, on);
  }
  return approvals.flatMap(({ round, phase }) => {
    const from = phase === undefined ? undefined : firsts[phase];
    return phase === undefined || from === undefined ? [] : [{ round, phase, from }];
  });
}
