import type { Assessment, MilestoneState, Signal } from './assessment.ts';
import type { Colour, Label } from './definitions.ts';
import type { EvidenceLevel } from './fact.ts';
import type { Day } from './time.ts';

/** What other systems have been told of a project: what they get by folding its events. */
export interface ToldProject {
  stage: string;
  phase: Assessment['phase'];
  colour: Colour | null;
  /** By code; those of which there is nothing to tell are left out. */
  milestones: Record<string, ToldMilestone>;
}

export interface ToldMilestone {
  planned?: Day;
  /** Reached; null where the day is not known, because a later milestone implies it. */
  reachedOn?: Day | null;
  withdrawn?: true;
}

/** A change that other systems are told, by type of event. */
export type ProjectChange =
  StageChange | MilestoneReached | MilestoneWithdrawn | PlanChange | ColourChange;

export interface StageChange {
  type: 'project.stage.changed.v1';
  /** Null: the first that is told. */
  from: string | null;
  to: string;
  phase: Assessment['phase'];
}

export interface MilestoneReached {
  type: 'project.milestone.reached.v1';
  milestone: string;
  label: Label;
  on: Day | null;
  /** The day told before, where it moved. */
  before?: Day | null;
  evidence?: EvidenceLevel;
  redLine: boolean;
}

export interface MilestoneWithdrawn {
  type: 'project.milestone.withdrawn.v1';
  milestone: string;
  label: Label;
  /** The day on which it had counted as reached, if it had. */
  before: Day | null;
  state: Exclude<MilestoneState, 'reached'>;
  redLine: boolean;
}

export interface PlanChange {
  type: 'project.plan.changed.v1';
  milestone: string;
  label: Label;
  /** Null: not in the plan. */
  from: Day | null;
  to: Day | null;
  /** First approved day. */
  baseline?: Day;
  redLine: boolean;
}

export interface ColourChange {
  type: 'project.colour.changed.v1';
  /** Null: none, as while paused or closed. */
  from: Colour | null;
  to: Colour | null;
  status: Assessment['status'];
  /** The signals of this colour, the leading one first. */
  reasons: ColourReason[];
  /** How many more there are that only the project's own people may see. */
  withheld: number;
}

export type ColourReason = Pick<Signal, 'object' | 'kind' | 'reason' | 'facts'> & {
  signal: string;
  /** `policy@version rule`. */
  rule: string;
  /** 待核: a silent source could have prevented it. */
  unverified: boolean;
  /** 存量: it was so before the project went live. */
  stock: boolean;
};
