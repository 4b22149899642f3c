import type { Signal } from '../assessment.ts';
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
}): ApprovalStanding {
  const { approval, round, complete, gates, signals } = of;
  const dated = gates.flatMap(({ milestone, expected }) =>
    expected ? [[milestone, expected]] : [],
  );
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
    // Entries of pairs that were just made, so the values are days.
    expected: Object.fromEntries(dated) as Record<string, string>,
  };
}
