import type { FactRef, Signal, Status } from '../assessment.ts';
import type { Colour, DefinitionRef, Label } from '../definitions.ts';
import type { Actor } from '../fact.ts';
import type { Day, Instant, Moment } from '../time.ts';
import type { QualityNote } from './dossier.ts';
import type { ApprovalStanding } from './fact.ts';
import type {
  CertificateRecord,
  ClockStop,
  CorrectionRound,
  Deficiency,
  ItemState,
  Opinion,
} from './record.ts';
import type { ApprovalStage, ItemMode, UtilityStep } from './template.ts';

/** Who has the next move, and so the clock. */
export const HOLDERS = ['authority', 'enterprise', 'intermediary', 'utility', 'park'] as const;
export type Holder = (typeof HOLDERS)[number];

/** A limit and what is used of it; both at the end of the day of the assessment. */
export interface Clock {
  kind: 'statutory' | 'promised' | 'applicant';
  /** The limit of that step of a supply alone, from the step before. */
  step?: UtilityStep;
  unit: 'wd' | 'cal';
  /** With extensions. */
  limitDays: number;
  /** Day 0. */
  from: Day;
  /** The last day of the limit, as far as stops are known now. */
  due: Day;
  /** Some day on the way lies in a year without a calendar table. */
  estimated: boolean;
  usedDays: number;
  /** Negative: days over the limit. */
  leftDays: number;
  running: boolean;
  /** When it ended for good: the last day counted. */
  endedOn?: Day;
}

export interface ItemAssessment {
  id: string;
  name: Label;
  stage: ApprovalStage;
  authority: string;
  window: string;
  /** `undetermined`: the traits that decide it are not known, and nobody has applied. */
  applies: 'yes' | 'no' | 'undetermined';
  /** Why it does not apply, or who has decided so. */
  skipped?: { reason: string; by?: Actor; ref?: FactRef };
  state: ItemState;
  /** Counts applications that ended without success, from 1: which try is on. */
  round: number;
  /** Decided, certified or consented: what depends on it may go on. */
  done: boolean;
  doneOn?: Day;
  mode?: ItemMode;
  applicationNo?: string;
  /** All its applications, ended ones too, oldest first. */
  applications: string[];
  submittedAt?: Moment;
  acceptedAt?: Moment;
  /** 推定受理: five silent working days after the application; until somebody confirms. */
  presumed?: { on: Day };
  decision?: { is: 'approved' | 'conditional' | 'rejected'; on: Day; conditions: string[] };
  clocks: Clock[];
  stops: ClockStop[];
  corrections: CorrectionRound[];
  deficiencies: (Deficiency & { overdue: boolean })[];
  promiseCheck?: { due: Day; checked: boolean };
  opinions: Opinion[];
  /** Per department of an opinion: answered, silent, consent deemed; with the dates of its announcement. */
  departments: DepartmentAssessment[];
  certificates: CertificateRecord[];
  /** 证件扣发: a deficiency is past its date. */
  certificateHeld?: true;
  utility?: { step?: UtilityStep; on?: Day };
  /** Who has the next move; none when done or not applying. */
  holder?: Holder;
  /** Days by holder since the item became ready, in working days. */
  holderDays: Partial<Record<Holder, number>>;
  /** Unmet prerequisites, as item ids, `milestone:<code>` or `utility:<utility>.<step>`. */
  waitsFor: string[];
  readyOn?: Day;
  /** What it rests on was redesigned after it was decided. */
  stale?: { since: Moment; because: string };
  expected?: { start: Day; end: Day };
  /** Working days that it may slip without moving the gate that it leads to. */
  floatDays?: number;
  critical: boolean;
  /** Before a red-line milestone of the project. */
  beforeRedLine: boolean;
  colour: Colour;
  facts: FactRef[];
}

export interface DepartmentAssessment {
  department: string;
  state: 'asked' | 'agree' | 'conditional' | 'disagree' | 'deemedConsent';
  askedOn: Day;
  /** Which time it is asked in this try, where its design has changed: 2 after the first change. */
  asking?: number;
  due?: Day;
  /** When silence becomes consent, where a rule says so; day after `due`, or later where it was announced late. */
  deemedOn?: Day;
  announced: { ahead: 3 | 1; on: Day }[];
  rule?: string;
  answeredAt?: Moment;
}

export interface StageAssessment {
  id: ApprovalStage;
  label: Label;
  lead: string;
  /** Umbrella clock from the first acceptance until all that apply are decided. */
  clock?: Clock;
  done: number;
  of: number;
  /** A veto stands. */
  blockedBy?: { item: string; department: string };
  colour: Colour;
}

export interface GateAssessment {
  milestone: string;
  open: boolean;
  openedOn?: Day;
  missing: string[];
  undetermined: string[];
  soft: string[];
  expected?: Day;
}

/** Something that somebody has to do now; it exists as long as the facts ask for it. */
export interface Duty {
  /** `<item>/<round>/<kind>[/<detail>[/<asking>]]`, unique in the approval, stable over its life. */
  id: string;
  kind: DutyKind;
  item: string;
  round: number;
  /** Department, document or correction round, where the kind has one. */
  detail?: string;
  /** Who has to act: an authority, the enterprise, a utility or the park. */
  holder: Holder;
  authority: string;
  since: Day;
  due?: Day;
  words: Record<string, string>;
}

/**
 * `apply`: hand in; `accept`, `decide`: an authority; `opinion`: a department; `correct`, `makeUp`:
 * the enterprise; `consentAnnounced`: silence will count soon; `confirm`: a person looks at it;
 * `checkPromise`: the authority; `step`: a utility; `determine`: does the item apply at all.
 */
export const DUTY_KINDS = [
  'apply',
  'accept',
  'decide',
  'opinion',
  'correct',
  'makeUp',
  'consentAnnounced',
  'confirm',
  'checkPromise',
  'step',
  'determine',
] as const;
export type DutyKind = (typeof DUTY_KINDS)[number];

export interface ApprovalAssessment {
  coreVersion: number;
  template: DefinitionRef;
  policy: DefinitionRef;
  calendar: DefinitionRef;
  project: string;
  name: string;
  round: number;
  phase?: string;
  sample: boolean;
  status: Status;
  manager?: string;
  /** The project is over: nothing more is expected. Latched by the shell. */
  closed: boolean;
  /** Everything that applies is done. */
  complete: boolean;
  colour: Colour;
  items: ItemAssessment[];
  stages: StageAssessment[];
  gates: GateAssessment[];
  /** Items on the critical path, in order. */
  criticalPath: string[];
  /** Every signal that is not green, worst first; `object` is the item or `stage:<id>`. */
  signals: Signal[];
  duties: Duty[];
  /** Consents that must be announced today: each becomes a fact. */
  announcements: { item: string; round: number; department: string; ahead: 3 | 1; due: Day }[];
  notes: QualityNote[];
  /** What the project is told. */
  standing: ApprovalStanding;
  nextChangeAt?: Instant;
}
