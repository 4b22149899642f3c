import type { Day } from '../time.ts';
import { dayOf } from '../time.ts';
import type { GateAssessment, ItemAssessment } from './assessment.ts';
import type { ApprovalDossier, QualityNote } from './dossier.ts';
import type { ApprovalConfirmable } from './fact.ts';

interface Doubtful {
  gates: readonly GateAssessment[];
  /** Those of the applications too. */
  notes: readonly QualityNote[];
  dossier: Pick<ApprovalDossier, 'project' | 'confirmations'>;
}

/** A question about an item that only a person can answer. */
export interface OpenConfirmation {
  about: Extract<ApprovalConfirmable, 'presumedAcceptance' | 'gap' | 'stale' | 'gate'>;
  /** Since when it is open, where a day is known. */
  since?: Day;
}

/** What of an item waits for the word of a person. */
export function openConfirmations(item: ItemAssessment, about: Doubtful): OpenConfirmation[] {
  const { presumed, stale } = item;
  return [
    ...(presumed ? [{ about: 'presumedAcceptance' as const, since: presumed.on }] : []),
    ...(hasGap(item, about) ? [{ about: 'gap' as const, ...sinceDecision(item) }] : []),
    ...(stale ? [{ about: 'stale' as const, since: dayOf(stale.since) }] : []),
    ...(wasPassed(item, about) ? [{ about: 'gate' as const }] : []),
  ];
}

const sinceDecision = ({ decision, doneOn }: ItemAssessment): { since?: Day } => {
  const since = decision?.on ?? doneOn;
  return since ? { since } : {};
};

const hasGap = ({ id }: ItemAssessment, { notes, dossier }: Doubtful): boolean =>
  notes.some(({ code, item }) => code === 'gap' && item === id) && !isSettled('gap', id, dossier);

// Its milestone is reached all the same: on a fact that was corrected, voided or revoked since, or never there.
function wasPassed({ id, done }: ItemAssessment, { gates, dossier }: Doubtful): boolean {
  if (done || isSettled('gate', id, dossier)) return false;
  return gates.some(
    ({ milestone, missing }) =>
      missing.includes(id) && dossier.project?.milestones[milestone]?.reached !== undefined,
  );
}

const isSettled = (
  about: ApprovalConfirmable,
  item: string,
  { confirmations }: Doubtful['dossier'],
): boolean =>
  confirmations.findLast((one) => one.about === about && one.item === item)?.decision === 'accept';
