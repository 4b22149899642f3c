import type { FactRef } from '../assessment.ts';
import type { Actor } from '../fact.ts';
import type { Day, Instant, Moment } from '../time.ts';
import type { ApprovalConfirmable, ProjectStanding } from './fact.ts';
import type { ItemMode, StopReason, UtilityStep } from './template.ts';

/** All that is known of one approval, the same for the same facts in whatever order they came. */
export interface ApprovalDossier {
  /** None: nobody has opened it. */
  opening?: Opening;
  project?: ProjectStanding;
  /** In the order of their first step. */
  applications: Application[];
  /** By item: the last decision on whether it applies. */
  applicability: Record<string, Ruling>;
  /** By `<item>/<round>/<department>`. */
  announcements: Record<string, { ahead: 3 | 1; on: Day; due: Day; ref: FactRef }[]>;
  confirmations: Confirmed[];
  /** The version it was moved to, if it ever was. */
  movedTo?: { version: string; ref: FactRef };
  silences: { source: string; since: Day; ref: FactRef }[];
  notes: QualityNote[];
}

export interface Opening {
  project: string;
  round: number;
  template: string;
  phase?: string;
  on: Day;
  sample: boolean;
}

export interface Ruling {
  applies: boolean;
  reason: string;
  by: Actor;
  on: Day;
  ref: FactRef;
  order: number;
}

export interface Confirmed {
  about: ApprovalConfirmable;
  item: string;
  applicationNo?: string;
  department?: string;
  document?: string;
  decision: 'accept' | 'return';
  by: Actor;
  on: Day;
  order: number;
  ref: FactRef;
}

/** One application for one item; an item may see several, one after another. */
export interface Application {
  /**
   * Id of the item; `utility:<utility>` or `land:<contract|cleared>` where the fact names no item:
   * `applicationsOf` finds all that belong to an item of a template.
   */
  item: string;
  /** `-` where the source gives none; a further try under the same number ends in `#2`, `#3`. */
  no: string;
  /** In fold order, corrections applied; voided ones are left out and noted. */
  steps: Step[];
}

/**
 * What can happen to an application. `deficiencyChecked`: a person says whether a missing document
 * was made up; `settled`: it is so without an application, such as a land contract signed.
 */
export const STEP_KINDS = [
  'submitted',
  'accepted',
  'correctionRequested',
  'resubmitted',
  'notAccepted',
  'suspended',
  'resumed',
  'extended',
  'opinionGiven',
  'decided',
  'certified',
  'revoked',
  'withdrawn',
  'acceptanceResult',
  'utilityStep',
  'cancelled',
  'deficiencyChecked',
  'settled',
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** Something that happened to an application, whoever said so: a system, a ledger or a person. */
export interface Step {
  kind: StepKind;
  /** When it happened. */
  at: Moment;
  /** When its source wrote it down, when it is known since, and who said so. */
  recordedAt?: Instant;
  knownSince: Instant;
  by: { source: string; actor?: Actor };
  ref: FactRef;
  order: number;
  backfill?: true;
  /** What the step says, with the names of the fact's own data. */
  says: StepSays;
}

/** Fields by kind of step, flat: each kind fills its own. */
export interface StepSays {
  mode?: ItemMode;
  promisedDays?: number;
  statutoryDays?: number;
  deficiencies?: { doc: string; dueDate: Day }[];
  round?: number;
  documents?: { name: string; reason?: string }[];
  replyBy?: Day;
  redesign?: true;
  suspensionId?: string;
  stop?: StopReason | 'UNKNOWN';
  plannedResumeOn?: Day;
  extraDays?: number;
  department?: string;
  opinion?: 'agree' | 'conditional' | 'disagree';
  text?: string;
  decision?: 'approved' | 'conditional' | 'rejected';
  conditions?: string[];
  certType?: string;
  certNo?: string;
  issuedOn?: Day;
  validUntil?: Day;
  phase?: string;
  revokedOn?: Day;
  withdrawnBy?: 'applicant' | 'authority';
  reason?: string;
  result?: 'passed' | 'failed';
  rectifications?: { dept: string; issue: string; dueDate?: Day }[];
  utilityStep?: UtilityStep;
  evidenceNo?: string;
}

/** Something in the data that a person should look at; it never loses a fact. */
export interface QualityNote {
  code: 'gap' | 'illegalStep' | 'lateStep' | 'unknownItem' | 'stopNotAllowed' | 'voided';
  item: string;
  application?: string;
  words: Record<string, string>;
  ref: FactRef;
}

/** An approval before its first fact. */
export const emptyApproval = (): ApprovalDossier => ({
  applications: [],
  applicability: {},
  announcements: {},
  confirmations: [],
  silences: [],
  notes: [],
});
