import type { Cause } from './alert/fact.ts';
import type { GateStanding } from './approval/fact.ts';
import type { Colour, Contribution, DefinitionRef, Label, Phase } from './definitions.ts';
import type { EvidenceLevel, Post, Role } from './fact.ts';
import type { Day, Instant } from './time.ts';

/** Raised with every change of an outcome; an older process never overwrites a newer core's snapshot. */
export const CORE_VERSION = 6;

/** Points to the fact that a reason rests on. */
export interface FactRef {
  source: string;
  id: string;
}

export const STATUSES = ['pipeline', 'active', 'paused', 'completed', 'terminated'] as const;
export type Status = (typeof STATUSES)[number];

/**
 * `reported` waits for confirmation (待核), `withdrawn` lost its proof and keeps the stage until a
 * person decides, `withoutPermit` began with a hard gate open and does not advance the stage.
 */
export type MilestoneState =
  'open' | 'reported' | 'reached' | 'withdrawn' | 'withoutPermit' | 'notApplicable';

export interface MilestoneAssessment {
  code: string;
  label: Label;
  redLine: boolean;
  state: MilestoneState;
  /** First approved day; never moves. */
  baseline?: Day;
  /** Approved day now; colours are computed on it. */
  planned?: Day;
  /** `planned` moved by the days of pauses since it was set. */
  due?: Day;
  forecast?: Day;
  actual?: Day;
  /** What dependants are told: actual, else the later of forecast or plan and what blocks it. */
  expected?: Day;
  /** From the root blocker on, where `expected` comes from another project. */
  chain?: string[];
  evidence?: EvidenceLevel;
  needs: EvidenceLevel;
  /** While it waits for confirmation: since when. */
  reportedOn?: Day;
  /** Phases already reached of a project with several. */
  phasesReached?: string[];
  notApplicableBecause?: string;
  facts: FactRef[];
  /** An open request to move the date. */
  planChange?: { changeId: string; to: Day; approver: Role; requestedBy: string };
}

/** The inequality behind a signal, in days; it holds from `since` until `until`. */
export interface Reason {
  /** Which sentence tells it; the texts are in explain.ts. */
  code:
    | 'ahead'
    | 'dueSoon'
    | 'overdue'
    | 'slip'
    | 'slipBeforeRedLine'
    | 'withdrawn'
    | 'worksWithoutPermit'
    | 'gateClosed'
    | 'limitSoon'
    | 'limitOver'
    | 'statutoryOver'
    | 'corrections'
    | 'deficiencyOpen'
    | 'deficiencyOver'
    | 'utilitySoon'
    | 'utilityLate'
    | 'umbrellaSoon'
    | 'umbrellaOver'
    | 'presumed'
    | 'progressOn'
    | 'progressBehind'
    | 'blockedSoon'
    | 'blocked'
    | 'noUpdate'
    | 'needUnanswered'
    // Said by cores before version 6; what is repeated keeps its own reason since.
    | 'repeated'
    | 'recovering'
    | 'notStarted'
    | 'notFollowed'
    | 'accumulated'
    | 'itemDone'
    | 'itemRunning'
    | 'itemNotBegun'
    | 'itemOver'
    | 'acceptanceFailed'
    | 'hazard'
    | 'accident'
    | 'outage';
  numbers: Record<string, number>;
  days: Record<string, Day>;
  words: Record<string, string>;
}

/** The smallest change that gives the signal another colour. */
export interface Flip {
  /**
   * `plan`, `forecast`: move it; `reach`: prove the milestone or item; `finish`: all of several items; `makeUp`: hand in what is missing;
   * `decide`: a person decides; `progress`: report so much; `upstream`: the blocker is expected by that
   * day; `update`: say how an instruction stands; `safe`: report that a danger is over; `wait`: time alone.
   */
  by:
    | 'plan'
    | 'forecast'
    | 'reach'
    | 'finish'
    | 'makeUp'
    | 'decide'
    | 'gate'
    | 'progress'
    | 'upstream'
    | 'update'
    | 'safe'
    | 'wait';
  day?: Day;
  /** A plan at least so many days from today (negative: in the past) is enough. */
  daysFromToday?: number;
  milestone?: string;
  /** Of `progress`: at least so much, in percent of the whole or in 10,000 yuan, as the rule measures. */
  amount?: number;
  /** Of `upstream`, `update` and `safe`: the project, instruction or danger; of `finish` the items, with blanks between. */
  what?: string;
  colour: Colour;
}

/** What a signal is about; the later ones are of approvals. */
export const SIGNAL_KINDS = [
  'due',
  'forecast',
  'withdrawn',
  'compliance',
  'limit',
  'corrections',
  'deficiency',
  'utilityNeed',
  'umbrella',
  'presumed',
  'progress',
  'blocked',
  'noUpdate',
  'recovery',
  'startMonth',
  'followUp',
  'accumulation',
  'itemState',
  'quality',
  'safety',
  'outage',
] as const;

export interface Signal {
  /** `<object>/<kind>`, with a third part where an object has several of a kind; unique in the project and stable over its life. */
  id: string;
  object: string;
  kind: (typeof SIGNAL_KINDS)[number];
  colour: Colour;
  /** What the project takes of it. */
  contributes: Contribution;
  /** The colour after `contributes` has capped it. */
  projectColour: Colour;
  rule: { policy: DefinitionRef; rule: string };
  reason: Reason;
  facts: FactRef[];
  flips: Flip[];
  /** Shown to the project manager, division leader and supervision office only. */
  restricted?: boolean;
  /** 待核: it got worse while a source was silent that could have prevented it. */
  unverified?: Unverified;
  /** 存量: what counts of it was so before the project went live, or rests on loaded history alone. */
  stock?: 'goLive' | 'backfill';
  /** 正当理由: excused by a document, shown hatched; it climbs no ladder. `until` is its last day. */
  exempt?: { documentNo: string; by: string; until?: Day };
  /** Who should act, as far as the facts tell: the holder of the clock. The first is the likeliest. */
  causes?: Cause[];
}

/** What is sure of a signal while sources are silent; no ladder climbs higher. */
export interface Unverified {
  sources: string[];
  /** The last day that is known: of the last word of the silent sources, or of a person who confirmed it since. */
  verifiedOn: Day;
  /** The colour on that day. */
  heldColour: Colour;
}

/** A contradiction or gap for people to settle; it colours nothing. */
export interface Finding {
  /** `<code>/<object>`, unique in the project. */
  id: string;
  code:
    | 'planConflict'
    | 'gap'
    | 'gateOpen'
    | 'softGateOpen'
    | 'gateUndetermined'
    | 'confirmationDue'
    | 'correctionOfUnknown'
    | 'voidOfUnknown'
    | 'unknownMilestone'
    | 'estimated'
    | 'sourceSilent';
  object: string;
  words: Record<string, string>;
  facts: FactRef[];
  restricted?: boolean;
}

export interface DependencyAssessment {
  on: string;
  milestone: string;
  /** Name of that milestone, once the other project has told it. */
  label?: Label;
  gates: string;
  type: 'blocks' | 'soft';
  lagDays: number;
  /** The day our plan needs it. */
  needed?: Day;
  expected?: Day;
  /** `needed` minus `expected`; negative when it comes too late. */
  slackDays?: number;
  reached: boolean;
  planConflict: boolean;
  chain: string[];
}

export interface BenchmarkAssessment {
  id: string;
  label: Label;
  from: Day;
  due: Day;
  /** Days from `from` to `due`. */
  limitDays: number;
  actual?: Day;
  /** Days from `from` to `actual`. */
  tookDays?: number;
  met?: boolean;
}

export interface Assessment {
  coreVersion: number;
  template: DefinitionRef;
  policy: DefinitionRef;
  calendar: DefinitionRef;
  code: string;
  name: string;
  investor: string;
  kind: string;
  priority: string;
  sample: boolean;
  status: Status;
  /** Nothing more is expected; latched by the shell, only `reopen` clears it. */
  closed: boolean;
  /** `lead` until signed. */
  phase: Phase | 'lead';
  /** Code of the furthest milestone that counts, `negotiation` before the first. */
  stage: string;
  /** None while paused, closed or in the pipeline. */
  colour: Colour | null;
  /** Set by hand in place of `computedColour`; both are shown. `until` is its last day. */
  override?: { colour: Colour; until: Day; by: string; requestedBy: string; reason: string };
  /** What the rules say, where `colour` was set by hand. */
  computedColour?: Colour;
  /** The signal that gives the project its colour. */
  leading?: string;
  milestones: MilestoneAssessment[];
  signals: Signal[];
  findings: Finding[];
  dependencies: DependencyAssessment[];
  benchmarks: BenchmarkAssessment[];
  /** Its parallel approvals by round; none, or said by a core before version 3. */
  approvals?: AssessedApproval[];
  people: Partial<Record<Post, string>>;
  progress?: { month: string; investedToDate?: number; physicalShare?: number; text?: string };
  /** 批示, open ones first, then by date. */
  instructions?: AssessedInstruction[];
  /** The text is the last that said more than that nothing has changed; `by` where a person said so. */
  lastUpdate?: { day: Day; text: string; by?: string; noChange?: true };
  /** The next instant at which time alone changes any of this. */
  nextChangeAt?: Instant;
}

/** An instruction of a leader, or a need for coordination, as it stands. */
export interface AssessedInstruction {
  id: string;
  /** 需协调事项: raised by the project itself, answered like an instruction. */
  need?: true;
  alertId?: string;
  text: string;
  owner: string;
  due: Day;
  /** Whose word it is; `writtenBy` where the office wrote it down. */
  by: string;
  writtenBy?: string;
  on: Day;
  /** The last word on it, and since when it is done. */
  update?: { day: Day; text: string; by: string };
  doneOn?: Day;
}

/** What a project knows of one round of its approval. */
export interface AssessedApproval {
  round: number;
  /** Id of the approval template. */
  template: string;
  /** The part of the project that the round is for. */
  phase?: string;
  /** Its subject, once it has said how it stands. */
  approval?: string;
  /** All that applies is done. */
  complete: boolean;
  /** Each gate that leads to a milestone, open where nothing hard is missing or undetermined. */
  gates: GateStanding[];
  /** Names of the items that gates and signals speak of. */
  names: Record<string, Label>;
}

/** What should exist now beside the project itself; compared with what was started, never sent as a change. */
export interface DesiredLevels {
  alerts: DesiredAlert[];
  approvals: DesiredApproval[];
}

/** One round of a project's approval that should be under way. */
export interface DesiredApproval {
  /** `approval/<round>`. */
  id: string;
  round: number;
  /** Id of the approval template. */
  template: string;
  phase?: string;
}

export interface DesiredAlert {
  /** `<object>/<signal kind>`: one cause, one alert. */
  id: string;
  severity: Exclude<Colour, 'green'>;
  /** True before the project went live: shown, and no news to anybody. */
  stock?: true;
}
