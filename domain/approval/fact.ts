import type { Status } from '../assessment.ts';
import type { Signal } from '../assessment.ts';
import type { Act } from '../fact.ts';
import type { Day, Moment } from '../time.ts';
import type { StopReason, Traits, UtilityStep } from './template.ts';

/** What a project's approval knows of its project; written whole by the project's settle whenever it changes. */
export interface ProjectStanding {
  name: string;
  status: Status;
  closed: boolean;
  manager: string | null;
  /** Id of its colour policy, where that is not the park's default. */
  policy?: string;
  traits: Traits;
  /** By code. `reached` is null where the day is not known. */
  milestones: Record<string, { planned?: Day; redLine?: true; reached?: Day | null }>;
  /** All rounds of approval that the project has had so far, from the day of the first fact of each. */
  rounds?: { round: number; phase?: string; from: Day }[];
}

/** What a project knows of one of its approvals; written whole by the approval's settle whenever it changes. */
export interface ApprovalStanding {
  approval: string;
  round: number;
  /** A fact of a source about an item that no round before knew is this round's. */
  complete: boolean;
  gates: GateStanding[];
  /** Signals that contribute to the project's colour, each with its reason; `contributes` is set. */
  signals: Signal[];
  /** Of each closed gate that opens later than its milestone is planned the day to expect, as of the week's Monday. */
  expected: Record<string, Day>;
}

export interface GateStanding {
  milestone: string;
  /** Hard items that are surely needed and not done. */
  missing: string[];
  /** Hard items of which it is not determined whether they apply: a question, no lock. */
  undetermined: string[];
  /** Soft ones not done. */
  soft: string[];
}

/** Facts of an approval beside those that permitting and utility systems state. */
export interface ApprovalFactData {
  /** The first fact of an approval: what it is. Written by the project's settle. */
  'approval.opened.v1': {
    project: string;
    round: number;
    /** Id of the approval template. */
    template: string;
    /** The part of the project that this round is for. */
    phase?: string;
    on: Day;
    sample?: true;
  };
  'project.standing.v1': ProjectStanding;
  /** To the project. */
  'approval.standing.v1': ApprovalStanding;
  /** To itself: it was told that silence will count as consent on `due`. */
  'approval.consentAnnounced.v1': {
    item: string;
    round: number;
    department: string;
    /** Working days before `due`. */
    ahead: 3 | 1;
    due: Day;
  };
  'command.approval.submit.v1': ItemAct;
  'command.approval.accept.v1': ItemAct & {
    mode?: 'normal' | 'deficient' | 'promise';
    deficiencies?: { doc: string; dueDate: Day }[];
  };
  'command.approval.decide.v1': ItemAct & {
    decision: 'approved' | 'conditional' | 'rejected';
    conditions?: string[];
    /** With the decision, where one is issued. */
    certNo?: string;
  };
  'command.approval.opinion.v1': ItemAct & {
    department: string;
    opinion: 'agree' | 'conditional' | 'disagree';
    text?: string;
  };
  'command.approval.requestCorrection.v1': ItemAct & {
    documents: { name: string; reason: string }[];
    replyBy?: Day;
  };
  'command.approval.resubmit.v1': ItemAct & {
    /** What was handed in; none: all that was asked for. `redesign`: the design changed, dependants are stale. */
    documents?: string[];
    redesign?: true;
  };
  'command.approval.suspend.v1': ItemAct & { stop: StopReason; plannedResumeOn?: Day };
  'command.approval.resume.v1': ItemAct;
  'command.approval.extend.v1': ItemAct & { extraDays: number };
  'command.approval.withdraw.v1': ItemAct & { by: 'applicant' | 'authority' };
  /** The item is not needed (a decision by its document number), or is needed after all. */
  'command.approval.waive.v1': ItemAct & { applies: boolean };
  'command.approval.confirm.v1': ItemAct & {
    about: ApprovalConfirmable;
    decision: 'accept' | 'return';
    department?: string;
    document?: string;
  };
  /** A step of a supply application, where no system of the utility tells it. */
  'command.approval.utilityStep.v1': ItemAct & { step: UtilityStep };
  /** Moves the running approval to another version of its template. */
  'command.approval.moveTemplate.v1': Act & { to: string };
}

/**
 * What a person confirms: a presumed acceptance (推定受理), a made-up deficiency, a kept promise, a
 * deemed consent (`return` revokes it), a decision without acceptance, that a design change leaves
 * a stale item valid, a gate that opened on a fact that was corrected since.
 */
export const APPROVAL_CONFIRMABLE = [
  'presumedAcceptance',
  'deficiency',
  'promise',
  'deemedConsent',
  'gap',
  'stale',
  'gate',
] as const;
export type ApprovalConfirmable = (typeof APPROVAL_CONFIRMABLE)[number];

/** An act of a person on one item; the role in `actor` is the right under which it was accepted. */
export interface ItemAct extends Act {
  item: string;
  /** Which application; needed only where the item has several that are open. */
  applicationNo?: string;
  /** When it happened, if not just now. */
  on?: Moment;
  /** Number of the document that bears it out. */
  evidenceNo?: string;
}

/** Which of a project's facts its approvals hear. */
export const HEARD_BY_APPROVALS =
  /^(permit\.|utility\.application\.|land\.|event\.(corrected|voided)\.|source\.)/;
