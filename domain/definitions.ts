import type { AlertRules } from './alert/rules.ts';
import type { ApprovalTemplate } from './approval/template.ts';
import type { EvidenceLevel, FactType, Role } from './fact.ts';
import type {
  AccumulationRule,
  BlockedRule,
  ColourMeaning,
  FollowUpRule,
  ItemStateRule,
  MonthRule,
  NoUpdateRule,
  OutageRule,
  ProgressRule,
  RecoveryRule,
  RepetitionRule,
  RuleSource,
  SafetyRule,
} from './policy-rules.ts';
import type { Day } from './time.ts';

/** Which definition said so: data with a version, pinned by the hash of its content. */
export interface DefinitionRef {
  id: string;
  version: string;
  hash: string;
}

/** Only what points to a definition, without its content. */
export const definitionRef = ({ id, version, hash }: DefinitionRef): DefinitionRef => ({
  id,
  version,
  hash,
});

export interface Label {
  zh: string;
  en: string;
}

/** A distance from another milestone: calendar days, or months with the day number kept. */
export interface Offset {
  from: string;
  days?: number;
  months?: number;
}

/** An event that proves a milestone: of this type, its data equal to `where`, its day in the field `on` (else `occurredAt`). */
export interface ReachedBy {
  event: FactType;
  where?: Record<string, string>;
  on?: string;
  level: EvidenceLevel;
}

export interface MilestoneTemplate {
  code: string;
  label: Label;
  /** Target when a plan gives no date of its own. */
  offset?: Offset;
  redLine?: boolean;
  needs: EvidenceLevel;
  reachedBy: ReachedBy[];
  /** A later milestone that proves this one where the plan lacks it, such as `accepted` for `worksCompleted`. */
  impliedBy?: string;
}

/** What must be true before a milestone: `hard` ones by fact, `soft` ones by a document number at least. */
export interface Gate {
  milestone: string;
  hard: string[];
  soft: string[];
  /** Reached with a hard gate open: `compliance` stops the stage until a person decides, `gap` asks for the missing data. */
  whenOpen: 'compliance' | 'gap';
}

/** Speed standard such as 签约三个月即开工: `to` within that time of `from`. */
export interface Benchmark {
  id: string;
  label: Label;
  to: string;
  within: Offset;
}

/** 达产: output of at least `sharePercent` of the design in `months` months running. */
export interface FullOutputRule {
  milestone: string;
  sharePercent: number;
  months: number;
  /** Share of the designed electricity that a month must reach to count as confirmed by the utility. */
  consumptionSharePercent: number;
}

export const PHASES = ['signing', 'groundbreaking', 'production', 'fullOutput'] as const;
export type Phase = (typeof PHASES)[number];

/** A lifecycle: its milestones stand in the order of its stages. */
export interface LifecycleTemplate extends DefinitionRef {
  label: Label;
  milestones: MilestoneTemplate[];
  gates: Gate[];
  /** The milestone that opens each phase; a lifecycle may lack one. */
  phases: Partial<Record<Phase, string>>;
  benchmarks: Benchmark[];
  fullOutput?: FullOutputRule;
  /** Id of the approval template of its projects; without it they have no parallel approval. */
  approval?: string;
}

/** Severity rises to the right; lists sort by it. */
export const COLOURS = ['green', 'blue', 'yellow', 'red'] as const;
export type Colour = (typeof COLOURS)[number];

/** How much of a signal reaches the project's colour. */
export const CONTRIBUTIONS = ['full', 'capYellow', 'capBlue', 'none'] as const;
export type Contribution = (typeof CONTRIBUTIONS)[number];

/** Thresholds in calendar days; each colour starts where the one before ends. */
export interface DueRule {
  id: string;
  /** Blue from this many days before the due day on; without it never. */
  blueWithin?: number;
  /** Red from this many days late on, without it never; yellow from the first day. */
  redFrom?: number;
  /** Other `redFrom` for some lifecycle templates, by template id. */
  redFromByTemplate?: Record<string, number>;
  contributes: Contribution;
}

/** A slip that its owner reports before the due day. */
export interface ForecastRule {
  id: string;
  /** Yellow from this many days of slip on; blue from the first. */
  yellowFrom: number;
  /** Red for a red-line milestone with such a slip that is due within so many days; without it never. */
  redLineDueWithin?: number;
  contributes: Contribution;
}

/** A signal that is either there or not. */
export interface FlatRule {
  id: string;
  colour: Colour;
  contributes: Contribution;
}

/** Blue of a clock that still runs: for limits of `limitFrom` days and more, once no more than a share of it is left. */
export interface BlueBand {
  limitFrom: number;
  /** Rounded down. */
  sharePercent: number;
  /** Never fewer days than these, however small the share; 0 is the due day. */
  leastDays: number;
}

/** A limit in working days, of an item as promised or of a stage as a whole: yellow once it is passed. */
export interface LimitRule {
  id: string;
  /** In rising order; the last that covers a limit counts, a shorter limit than all has no blue. */
  blue: BlueBand[];
  /** Red from this many working days over the limit on. */
  redFrom: number;
  /** Without float, before a red-line milestone or past the statutory limit. */
  contributes: Contribution;
  /** Else. */
  withFloat: Contribution;
}

/** The promised limit of an item; its statutory limit has a colour of its own. */
export interface ApprovalLimitRule extends LimitRule {
  /** Past the statutory limit, from the first day on. */
  pastStatutory: Colour;
}

/** Rounds of correction (补正) or of another inspection (复验) of one application. */
export interface RoundsRule {
  id: string;
  blueFrom: number;
  yellowFrom: number;
  redFrom: number;
  contributes: Contribution;
}

/** A document to be made up by its day (容缺): one colour until the end of that day, another after it. */
export interface DeficiencyRule {
  id: string;
  before: Colour;
  after: Colour;
  /** Without float, before a red-line milestone or past the statutory limit. */
  contributes: Contribution;
  /** Else. */
  withFloat: Contribution;
}

/** A utility's connection against the day on which the project needs it. */
export interface UtilityNeedRule {
  id: string;
  /** Blue from this many working days of slack down to none; yellow once the day is missed. */
  blueWithin: number;
  /** Red from this many working days after it on. */
  redFrom: number;
  contributes: Contribution;
}

/** Whole working days without an event after which a source is silent. */
export interface SilenceRule {
  afterWorkingDays: number;
  /** Other limits for sources that speak seldom, such as by the month, by their name; null: none is expected to speak. */
  bySource?: Record<string, number | null>;
}

export interface ColourPolicy extends DefinitionRef {
  label: Label;
  /** The first day on which this version may come into force. */
  effectiveFrom: Day;
  rules: {
    /** Without it dates colour nothing. */
    due?: DueRule;
    /** Of milestones marked as red line; without it `due` is for them too. */
    redLineDue?: DueRule;
    forecast?: ForecastRule;
    /** A certificate or date was withdrawn and nobody has decided yet. */
    withdrawn?: FlatRule;
    /** Works began while a permit was missing. */
    compliance?: FlatRule;
    approvalLimit?: ApprovalLimitRule;
    correctionRounds?: RoundsRule;
    deficiency?: DeficiencyRule;
    utilityNeed?: UtilityNeedRule;
    /** The clock of a whole stage. */
    umbrella?: LimitRule;
    /** An acceptance by five days of silence (推定受理): no worse than this until somebody confirms it. */
    presumed?: FlatRule;
    progress?: ProgressRule;
    blocked?: BlockedRule;
    noUpdate?: NoUpdateRule;
    repetition?: RepetitionRule;
    recovery?: RecoveryRule;
    startMonth?: MonthRule;
    followUp?: FollowUpRule;
    accumulation?: AccumulationRule;
    itemState?: ItemStateRule;
    /** An acceptance that failed and was not passed since. */
    quality?: FlatRule;
    safety?: SafetyRule;
    outage?: OutageRule;
  };
  /** In rising urgency; a grade that the policy never gives may be missing. */
  colours?: ColourMeaning[];
  /** Where the rules were published. */
  source?: RuleSource;
  /** How alerts reach people; without it they are shown and told to nobody. */
  alerting?: AlertRules;
  /** The longest a colour set by hand may hold, in calendar days; without it none may be set. */
  overrideUpToDays?: number;
  /** Working days within which a reported date is to be confirmed; its colour is held so long. */
  confirmWithinWorkingDays: number;
  /** When a source counts as silent; without it silence holds back nothing. */
  silence?: SilenceRule;
  /** Pipeline projects carry no colour of dates before they are signed. */
  pipelineDates: boolean;
  planChange: {
    /** The first level whose `upToDays` covers the shift approves; the last has none. */
    levels: { upToDays?: number; role: Role }[];
    redLine: Role;
  };
}

/** Working days of one year as the State Council's notice sets them. */
export interface CalendarYear {
  year: number;
  /** The notice, and where it was published. */
  notice: string;
  /** Weekdays off. */
  offDays: Day[];
  /** Weekend days worked. */
  makeUpDays: Day[];
}

export interface WorkingCalendar extends DefinitionRef {
  label: Label;
  /** Office hours of a working day, `HH:MM`, end exclusive. */
  officeHours: { from: string; to: string }[];
  years: CalendarYear[];
}

/** All that `assess` needs to know of the park's rules. */
export interface Definitions {
  template: LifecycleTemplate;
  policy: ColourPolicy;
  calendar: WorkingCalendar;
  /** What the approvals of such a project are made of; none where its lifecycle has none. */
  approval?: ApprovalTemplate;
}
