import type { Signal } from '../assessment.ts';
import type { Day } from '../time.ts';
import type { GateAssessment } from './assessment.ts';
import type { ApprovalStanding } from './fact.ts';

/** What the project is told of its approval: whole, so that the last one told is all that counts. */
export function approvalStanding(of: {
  /** Subject of the approval. */
  approval: string;
  round: number;
  complete: boolean;
  gates: readonly GateAssessment[];
  signals: readonly Signal[];
  expected: Readonly<Record<string, Day>>;
}): ApprovalStanding {
  const { approval, round, complete, gates, signals, expected } = of;
  return {
    approval,
    round,
    complete,
    gates: gates.map(({ milestone, missing, undetermined, soft }) => ({
      milestone,
      missing,
      undetermined,
      soft,
    })),
    signals: signals.filter(
      ({ contributes, projectColour }) => contributes !== 'none' && projectColour !== 'green',
    ),
    expected: { ...expected },
  };
}

/**
 * What of a standing is news to the project when it becomes different. How many days a supply still
 * has to spare passes with the days; its colour says when that matters.
 */
export const newsOf = (standing: ApprovalStanding): object => ({
  ...standing,
  signals: standing.signals.map(({ reason, flips, ...signal }) =>
    signal.kind === 'utilityNeed'
      ? { ...signal, code: reason.code, words: reason.words, needed: reason.days['needed'] }
      : { ...signal, reason, flips },
  ),
});
