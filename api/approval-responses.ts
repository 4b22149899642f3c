import type {
  ApprovalAssessment,
  Duty,
  Holder,
  ItemAssessment,
} from '../domain/approval/assessment.ts';
import type { QualityNote, Step } from '../domain/approval/dossier.ts';
import type { MoveChange } from '../domain/approval/move.ts';
import type { ItemTemplate, Requirement } from '../domain/approval/template.ts';
import type { Signal } from '../domain/assessment.ts';
import type { Colour, DefinitionRef, Label } from '../domain/definitions.ts';
import type { GroundedSignal } from '../domain/grounded-signal.ts';
import type { Instant, Moment } from '../domain/time.ts';
import type { ApprovalRow } from '../readmodel/approvals.ts';
import type { ApprovalActs } from './approval-acts.ts';
import type { ItemActions } from './item-actions.ts';

/** What a list tells of an item; the whole of it stands in the approval itself. */
export type ItemBrief = Pick<
  ItemAssessment,
  | 'id'
  | 'name'
  | 'stage'
  | 'authority'
  | 'state'
  | 'round'
  | 'holder'
  | 'colour'
  | 'clocks'
  | 'waitsFor'
  | 'critical'
>;

/** One round of a project's parallel approval in a list, as of its last settle. */
export interface ApprovalSummary extends Omit<ApprovalRow, 'subject' | 'projectCode' | 'items'> {
  project: string;
  /** Those that were asked for; else those that somebody has in hand. */
  items: ItemBrief[];
}

/** From where something of an approval is looked at. */
export interface ApprovalView {
  project: string;
  round: number;
  asOf: Moment | null;
  knownAt: Moment | null;
  /** The time for which it holds, by the park's clock. */
  at: Instant;
}

/** A round of an approval with all that is said of it. */
export interface ApprovalAnswer extends ApprovalView, ApprovalActs {
  /** Of the last settle. */
  revision: number;
  /** Why it could not be assessed, if so: what is shown is the last that could be. */
  fault: string | null;
  assessment: ApprovalAssessment;
  /** By item: what must be so before it may be applied for. */
  requires: Record<string, Requirement>;
}

/** One thing that happened to an application: when, since when it is known, and who said so. */
export interface ItemStep extends Omit<Step, 'order'> {
  applicationNo: string;
}

/** One item of an approval with its whole story. */
export interface ApprovalItemAnswer extends ApprovalView, ItemActions {
  item: ItemAssessment;
  template: ItemTemplate;
  /** Items and gates (`gate:<milestone>`) that need it. */
  opens: string[];
  steps: ItemStep[];
  /** What somebody has to do for it now. */
  duties: Duty[];
  signals: Signal[];
  /** Those signals in sentences, each with what it stands on. */
  explained: { zh: GroundedSignal[]; en: GroundedSignal[] };
  /** What is doubtful in the data about it. */
  notes: QualityNote[];
}

/** What would be different after a move to another version of the template; nothing is moved by asking. */
export interface MovePreviewAnswer {
  project: string;
  round: number;
  from: DefinitionRef;
  to: DefinitionRef;
  changes: MoveChange[];
}

/** Something that somebody has to do. */
export interface WorkItemAnswer extends Omit<Duty, 'due' | 'detail'> {
  project: string;
  name: string;
  /** Round of the approval; `round` is that of the item. */
  approvalRound: number;
  manager: string | null;
  detail: string | null;
  due: string | null;
  openedAt: Instant;
}

/** Working days by who had the next move. */
export type DaysByHolder = Partial<Record<Holder, number>>;

/** The ledger of days: for one item, a project or the whole portfolio. */
export interface ApprovalDaysAnswer {
  total: DaysByHolder;
  projects: {
    project: string;
    name: string;
    total: DaysByHolder;
    items: { round: number; item: string; name: Label; authority: string; days: DaysByHolder }[];
  }[];
}

/** An accepted command about an approval; the next read shows it. */
export interface ApprovalCommandAnswer {
  commandId: string;
  status: 'accepted';
  /** Revision at which it took effect; the first one, however often the command is repeated. */
  revision: number;
  approval: {
    project: string;
    round: number;
    status: string;
    stage: string;
    colour: Colour | null;
    closed: boolean;
  };
}
