import type { FactRef } from '../assessment.ts';
import type { Day, Moment } from '../time.ts';
import type { QualityNote, StepSays } from './dossier.ts';
import type { ItemMode, StopReason, UtilityStep } from './template.ts';

/**
 * Where an item stands (办件状态). `notStarted` waits for prerequisites, `ready` for an application;
 * `deemedConsent` and `lapsed` come by time, all others by what happened.
 */
export const ITEM_STATES = [
  'notStarted',
  'ready',
  'submitted',
  'accepted',
  'correctionRequested',
  'notAccepted',
  'inReview',
  'suspended',
  'approved',
  'approvedWithConditions',
  'rejected',
  'deemedConsent',
  'withdrawn',
  'lapsed',
  'certificateIssued',
  'amended',
  'revoked',
] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** Nothing is handed in, or what was has ended without success: who needs the item may apply. */
export const OPEN_TO_APPLY: readonly ItemState[] = [
  'ready',
  'notAccepted',
  'rejected',
  'withdrawn',
  'lapsed',
  'revoked',
];

/** What the steps of one application come to, before time, prerequisites and other items are looked at. */
export interface ApplicationRecord {
  item: string;
  no: string;
  /** By its steps alone; `submitted` at least. */
  state: ItemState;
  mode: ItemMode;
  submittedAt?: Moment;
  acceptedAt?: Moment;
  /** What the source promised for this very application. */
  promisedDays?: number;
  statutoryDays?: number;
  corrections: CorrectionRound[];
  /** Stops after acceptance, those of corrections too; may overlap. */
  stops: ClockStop[];
  extensions: { days: number; at: Moment; ref: FactRef }[];
  deficiencies: Deficiency[];
  /** In fold order; the last word of a department counts. */
  opinions: Opinion[];
  decision?: {
    is: 'approved' | 'conditional' | 'rejected';
    at: Moment;
    conditions: string[];
    ref: FactRef;
  };
  /** In the order of issue, revoked ones too. */
  certificates: CertificateRecord[];
  utility: Partial<Record<UtilityStep, Moment>>;
  rectifications: { dept: string; issue: string; dueDate?: Day }[];
  /** The last acceptance failed and none has passed since. */
  failedAcceptance?: { at: Moment; ref: FactRef };
  ended?: {
    how: 'notAccepted' | 'rejected' | 'withdrawn' | 'lapsed' | 'revoked';
    at: Moment;
    reason: string;
    ref: FactRef;
  };
  /** A later step of the same item's design: what rests on it is stale since. */
  redesignedAt?: Moment;
  /** How often the design has changed. */
  redesigns?: number;
  lastStepAt: Moment;
  refs: FactRef[];
  notes: QualityNote[];
}

export interface CorrectionRound {
  round: number;
  askedAt: Moment;
  answeredAt?: Moment;
  replyBy?: Day;
  beforeAcceptance: boolean;
  documents: { name: string; reason?: string }[];
  ref: FactRef;
}

export interface ClockStop {
  id: string;
  reason: StopReason | 'UNKNOWN';
  from: Moment;
  to?: Moment;
  plannedResumeOn?: Day;
  ref: FactRef;
}

export interface Deficiency {
  document: string;
  dueDate: Day;
  madeUpAt?: Moment;
}

export interface Opinion extends Required<Pick<StepSays, 'department' | 'opinion'>> {
  at: Moment;
  text?: string;
  ref: FactRef;
}

export interface CertificateRecord {
  /** `-` where a person gave only its number. */
  type: string;
  no: string;
  issuedOn: Day;
  validUntil?: Day;
  phase?: string;
  ref: FactRef;
  revoked?: { on: Day; reason: string; ref: FactRef };
}
