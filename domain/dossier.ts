import type { Cause } from './alert/fact.ts';
import type { SaidApproval } from './approvals-said.ts';
import type { AssessedInstruction, Assessment, FactRef } from './assessment.ts';
import type { Colour, Label } from './definitions.ts';
import type {
  Confirmation,
  DangerLevel,
  EvidenceLevel,
  FactType,
  Post,
  Registration,
} from './fact.ts';
import type { Matter } from './matter.ts';
import type { Day, Instant, Moment } from './time.ts';

/**
 * All that is known of a project, in the terms of the field: plain data, the same for the same
 * facts in whatever order they came. `order` counts the facts folded before, so that a decision
 * applies to what lay before it and to nothing later.
 */
export interface Dossier {
  registration?: Registration;
  registeredOn?: Day;
  /** What was said since the engine is relied on, by `newsKey`. */
  news: Record<string, true>;
  plans: Record<string, Plan>;
  changes: PlanChange[];
  /** `on`: when it was said. */
  forecasts: Record<string, { date: Day; on: Day; ref: FactRef }>;
  proofs: Proof[];
  revocations: Revocation[];
  decisions: Decision[];
  notApplicable: Record<string, { reason: string; ref: FactRef }>;
  pauses: { from: Day; to?: Day; reason: string }[];
  terminated?: { on: Day; reason: string };
  /** Order of the last reopening and of the last progress; a reopened project closes again only by progress. */
  reopenedAt?: number;
  progressedAt: number;
  assignments: { post: Post; person: string; from: Day; to?: Day }[];
  upstream: Record<string, UpstreamDate>;
  applications: Record<string, { accepted: boolean; later?: FactRef }>;
  months: Record<string, Month>;
  update?: NonNullable<Assessment['lastUpdate']>;
  /** Who has spoken of this project, by matter; of each matter in the order of their first word. */
  voices: Record<Matter, string[]>;
  /** Sources that are silent, each once. */
  silences: Silence[];
  /** By round, what its approval has said. */
  approvals: Record<string, SaidApproval>;
  /** What people have said about signals, by the signal's id. */
  signalsSaid: Record<string, SaidOfSignal>;
  /** By instruction id. */
  instructions: Record<string, Instruction>;
  override?: {
    colour: Colour;
    from: Day;
    until: Day;
    by: string;
    requestedBy: string;
    reason: string;
  };
  /** By the id that the site gave them. */
  dangers: Record<string, Danger>;
  /** By utility and first day. */
  outages: Record<string, Outage>;
  /** The phases that permit facts name, each once; empty for facts that name none. */
  permitPhases: string[];
  loose: { code: 'correctionOfUnknown' | 'voidOfUnknown' | 'gap'; object: string; ref: FactRef }[];
}

/** What holds of a signal by people's word, whatever its rule says. */
export interface SaidOfSignal {
  /** The cause last named by a person. */
  cause?: Cause;
  /** Kept after its last day. */
  exempt?: { documentNo: string; by: string; on: Day; until?: Day; ref: FactRef };
}

/** 批示: a leader's word with owner and date; or a need for coordination. */
export interface Instruction extends AssessedInstruction {
  /** When its owner last spoke of the project as a whole. */
  heard?: { day: Day; ref: FactRef };
  update?: NonNullable<AssessedInstruction['update']> & { ref: FactRef };
  ref: FactRef;
}

/** A danger on the site, as last reported; `overOn` since it is over. */
export interface Danger {
  id: string;
  level: DangerLevel;
  text: string;
  on: Day;
  overOn?: Day;
  ref: FactRef;
  /** Loaded history. */
  backfill?: true;
}

/** An interruption of supply, announced on the day `on`. */
export interface Outage {
  utility: string;
  from: Moment;
  to: Moment;
  on: Day;
  ref: FactRef;
  /** Loaded history. */
  backfill?: true;
}

export interface Plan {
  baseline: Day;
  planned: Day;
  /** The day since which `planned` stands; pauses count from here. */
  setOn: Day;
  redLine: boolean;
  /** What set it: the registration, or the approval of its last move. */
  ref: FactRef;
}

export interface PlanChange {
  changeId: string;
  milestone: string;
  to: Day;
  by: string;
}

/** Something that proves a milestone. */
export interface Proof {
  ref: FactRef;
  type: FactType;
  /** The milestone it names, when it names one; else the template's rules find it. */
  milestone?: string;
  level?: EvidenceLevel;
  data: Record<string, unknown>;
  /** When it happened by the fact itself; a rule may name a field of `data` that says so better. */
  on: Day;
  phase?: string;
  /** Who said so, when a person did. */
  by?: string;
  knownSince: Instant;
  order: number;
  /** Loaded history. */
  backfill?: true;
  withdrawn?: Withdrawal;
}

/** A certificate revoked by its authority, or an event voided as typed in error. */
export interface Withdrawal {
  kind: 'revoked' | 'voided';
  on: Moment;
  order: number;
  ref: FactRef;
  reason: string;
  /** Loaded history. */
  backfill?: true;
}

/** A certificate taken back by its authority, named by its number. */
export interface Revocation extends Withdrawal {
  certNo: string;
  on: Day;
}

export interface Decision extends Confirmation {
  by: string;
  on: Day;
  order: number;
  ref: FactRef;
}

/** A source of which nothing was heard after `since`. */
export interface Silence {
  source: string;
  since: Day;
  /** What it speaks of, here or elsewhere. */
  matters: readonly Matter[];
  ref: FactRef;
}

export interface UpstreamDate {
  label?: Label;
  firstPlanned: Day;
  planned: Day;
  expected: Day;
  reached: boolean;
  chain: string[];
  ref: FactRef;
  /** What was expected since when, in the order in which it was told. */
  told: { on: Day; expected: Day }[];
}

export interface Month {
  investedToDate?: number;
  physicalShare?: number;
  output?: number;
  text?: string;
  /** The last report on it. */
  report?: Pick<Proof, 'ref' | 'knownSince' | 'order'>;
  /** When that report was true, and whether it is loaded history. */
  reportedOn?: Day;
  reportedByHistory?: boolean;
  /** kWh by meter, so that a corrected reading replaces its own and no other. */
  kWh: Record<string, number>;
}

/** A dossier before the first fact. */
export const emptyDossier = (): Dossier => ({
  news: {},
  plans: {},
  changes: [],
  forecasts: {},
  proofs: [],
  revocations: [],
  decisions: [],
  notApplicable: {},
  pauses: [],
  progressedAt: -1,
  assignments: [],
  upstream: {},
  applications: {},
  months: {},
  voices: {},
  silences: [],
  approvals: {},
  signalsSaid: {},
  instructions: {},
  dangers: {},
  outages: {},
  permitPhases: [],
  loose: [],
});
