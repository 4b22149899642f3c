import type { ApprovalCommandFact, ApprovalCommandType } from '../fact.ts';
import type { Day } from '../time.ts';
import type { GateAssessment, ItemAssessment } from './assessment.ts';
import type { ApprovalDossier, QualityNote } from './dossier.ts';
import type { ItemTemplate } from './template.ts';

/** What a judge of a command about one item may look at. */
export interface ItemCase {
  item: ItemAssessment;
  template: ItemTemplate;
  gates: readonly GateAssessment[];
  notes: readonly QualityNote[];
  dossier: ApprovalDossier;
  today: Day;
}

export type ItemCommandType = Exclude<ApprovalCommandType, 'command.approval.moveTemplate.v1'>;

/** A command about one item. */
export type ItemCommand = Extract<ApprovalCommandFact, { type: ItemCommandType }>;
