import type { DefinitionRef, Label } from '../definitions.ts';
import type { Day } from '../time.ts';

/** The four stages of parallel approval, utilities, and policy applications. */
export const APPROVAL_STAGES = ['1', '2', '3', '4', 'U', 'P'] as const;
export type ApprovalStage = (typeof APPROVAL_STAGES)[number];

/** How an item may be handled; an application says which of them it takes. */
export const ITEM_MODES = ['normal', 'deficient', 'promise', 'opinion', 'filing'] as const;
export type ItemMode = (typeof ITEM_MODES)[number];

/** What may stop a clock (行政许可法 第45条 and the customer's own works). */
export const STOP_REASONS = [
  'CORRECTION',
  'PUBLIC_NOTICE',
  'EXPERT_REVIEW',
  'HEARING',
  'INSPECTION',
  'BIDDING',
  'RECTIFY',
  'APPLICANT_HOLD',
  'CUSTOMER_WORKS',
  'FORCE_MAJEURE',
] as const;
export type StopReason = (typeof STOP_REASONS)[number];

export const UTILITIES = ['power', 'water', 'gas', 'drainage', 'telecom'] as const;
export type Utility = (typeof UTILITIES)[number];

/** Steps of an application for supply (报装), in their usual order. */
export const UTILITY_STEPS = [
  'accepted',
  'surveyed',
  'proposalIssued',
  'proposalConfirmed',
  'worksStarted',
  'worksCompleted',
  'inspected',
  'connected',
] as const;
export type UtilityStep = (typeof UTILITY_STEPS)[number];

/** What is known of a project beside its dates, such as `eiaClass: "report_form"`; a missing trait is not determined. */
export type Traits = Readonly<Record<string, string | number | boolean>>;

/** A trait that the conditions and variants of a template ask for; what its answer may be. */
export interface TraitTemplate {
  field: string;
  label: Label;
  /** `number` for quantities, whose unit the name of the field says. */
  values: 'boolean' | 'number' | readonly string[];
}

/** Holds by the traits of a project; with a trait missing that it needs it is neither true nor false. */
export type Condition =
  | { field: string; in: readonly (string | number | boolean)[] }
  | { field: string; atLeast: number }
  | { all: readonly Condition[] }
  | { any: readonly Condition[] };

/** What must be so before something else: an item done, a milestone reached, a utility so far. */
export type Requirement =
  | { all: readonly Requirement[] }
  | { any: readonly Requirement[] }
  /** With `ifApplies` an item that does not apply to the project counts as done. */
  | { item: string; ifApplies?: true }
  | { milestone: string }
  | { utility: Utility; step: UtilityStep };

export interface Limit {
  n: number;
  /** `wd`: working days outside suspensions; `cal`: calendar days. */
  unit: 'wd' | 'cal';
  /** Other `n` by the value of the trait that `variantField` of the item names. */
  byVariant?: Readonly<Record<string, number>>;
}

/** Silence counts as consent: for opinions only, and only by a rule that can be named. */
export interface SilentConsent {
  afterWorkingDays: number;
  rule: string;
  agreedBy: string;
  effectiveFrom: Day;
}

/** What an item is: a `licence` is never approved by silence; `minimumLag` is time that nobody can shorten, such as a land listing. */
export const ITEM_KINDS = [
  'licence',
  'opinion',
  'filing',
  'review',
  'government',
  'minimumLag',
  'utility',
  'service',
  'agreement',
  'policy',
] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

export interface ItemTemplate {
  id: string;
  name: Label;
  stage: ApprovalStage;
  kind: ItemKind;
  /** Who leads the stage of this item, who decides it, and the window that accepts it. */
  lead: string;
  authority: string;
  window: string;
  /** Departments that are asked for an opinion at once. */
  departments: readonly string[];
  appliesWhen?: Condition;
  prereq: Requirement;
  /** The trait by which `byVariant` of the limits is chosen. */
  variantField?: string;
  statutory?: Limit;
  promised?: Limit;
  /** Within how long the applicant has to hand in, counted from when the item is ready. */
  applyWithin?: Limit;
  modes: readonly ItemMode[];
  mayStopFor: readonly StopReason[];
  /** One 不同意 stops the stage. */
  veto: boolean;
  silentConsent: SilentConsent | null;
  /** Working days that an applicant has for a correction. */
  correctionWorkingDays: number;
  /** Working days within which a promise (告知承诺) is checked. */
  promiseCheckWorkingDays?: number;
  certificate?: string;
  utility?: Utility;
  /** The land fact that proves it, without any application: the contract signed, the land cleared. */
  land?: 'contract' | 'cleared';
  /** Limits of single steps, from the step before; by the same variant as the whole. */
  stepLimits?: Partial<Readonly<Record<UtilityStep, Limit>>>;
  /** The item inside whose clock this one runs, such as G26 for G22 to G25. */
  umbrella?: string;
  source?: string;
}

export interface StageTemplate {
  id: ApprovalStage;
  label: Label;
  lead: string;
  /** Umbrella clock over the items of the stage, working days. */
  promisedWorkingDays?: number;
}

/** Items that open a milestone: hard ones by fact, soft ones by a document number at least. */
export interface ApprovalGate {
  milestone: string;
  hard: readonly Requirement[];
  soft: readonly Requirement[];
}

export interface ApprovalTemplate extends DefinitionRef {
  label: Label;
  effectiveFrom: Day;
  /** The milestone from which on a project has such an approval. */
  beginsAt: string;
  /** All that its conditions and variants ask for, in the order in which people are asked. */
  traits: readonly TraitTemplate[];
  stages: readonly StageTemplate[];
  /** In the order in which people list them. */
  items: readonly ItemTemplate[];
  gates: readonly ApprovalGate[];
}
