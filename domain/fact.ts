import type { AlertFactData } from './alert/fact.ts';
import type { ApprovalFactData } from './approval/fact.ts';
import type { Label } from './definitions.ts';
import type { Traits } from './approval/template.ts';
import type { Day, Instant, Moment } from './time.ts';

/** Who acts, and under which role the act was accepted. */
export interface Actor {
  id: string;
  role: Role;
  /** The role was that of this person, for whom the actor stood in. */
  onBehalfOf?: string;
  /** The role was that of this person, who had handed the alert over to the actor. */
  delegatedBy?: string;
}

/** Roles of a park; the first three may approve, in rising order. */
export const ROLES = [
  'team',
  'divisionLeader',
  'mainLeader',
  'projectManager',
  'supervision',
  'permitLiaison',
  'utilityLiaison',
  'enterpriseContact',
  'administrator',
  'auditor',
  'system',
] as const;
export type Role = (typeof ROLES)[number];

/** How well a date is proved, weakest first: typed by its owner, confirmed by another, certified by a document. */
export const EVIDENCE_LEVELS = ['reported', 'confirmed', 'certified'] as const;
export type EvidenceLevel = (typeof EVIDENCE_LEVELS)[number];

/** 隐患 and 事故: what may hurt people, and what has hurt or is about to. */
export const DANGER_LEVELS = ['hazard', 'accident'] as const;
export type DangerLevel = (typeof DANGER_LEVELS)[number];

/** One line of a plan. `planned` is the day promised when the project was registered: its baseline. */
export interface PlannedMilestone {
  code: string;
  planned: Day;
  redLine?: boolean;
  /** A day already reached when the project was taken over from a list; counts as confirmed. */
  actual?: Day;
}

/** An edge to a project that this one waits for: its `milestone` must come `lagDays` before our `gates`. */
export interface Dependency {
  on: string;
  milestone: string;
  gates: string;
  type: 'blocks' | 'soft';
  lagDays: number;
}

export interface Registration {
  code: string;
  name: string;
  investor: string;
  kind: string;
  /** Id of the lifecycle template. */
  template: string;
  /** Id of a colour policy other than the park's default. */
  policy?: string;
  /** Id of an approval template other than the lifecycle's. */
  approval?: string;
  /** What decides which approval items apply and how long they may take, such as `eiaClass: "report_form"`. */
  traits?: Traits;
  pipeline: boolean;
  priority: string;
  manager?: string;
  deputy?: string;
  patron?: string;
  /** Parts that finish one by one, such as `1` and `2`; none for a project of one part. */
  phases: string[];
  /** Designed output a month, in the unit of the monthly reports. */
  designedMonthlyOutput?: number;
  /** Planned investment in 10,000 yuan, as a whole and by year, for the schedule of progress. */
  investment?: { total: number; byYear?: Record<string, number> };
  /** Electricity of a month at designed output, kWh. */
  designedMonthlyKwh?: number;
  milestones: PlannedMilestone[];
  dependencies: Dependency[];
  /** The day from which the engine is relied on, else that of the registration: what is wrong by then is stock (存量), no news. */
  goLive?: Day;
  /** Marks invented data wherever it is shown. */
  sample?: boolean;
}

/** The fields of each kind of fact that the core reads; sources may say more, it stays in the raw event. */
export interface FactData extends ApprovalFactData, AlertFactData {
  'permit.application.submitted.v1': { itemCode: string };
  'permit.application.accepted.v1': {
    itemCode: string;
    acceptedAt?: Moment;
    /** Working days that the authority promises or the law allows for this very application. */
    promisedDays?: number;
    statutoryDays?: number;
    acceptMode?: 'normal' | 'deficient' | 'promise';
    deficiencies?: { doc: string; dueDate: Day }[];
  };
  'permit.application.correction_requested.v1': {
    itemCode: string;
    round: number;
    documents?: { name: string; reason: string }[];
    replyBy?: Day;
  };
  'permit.application.resubmitted.v1': {
    itemCode: string;
    round: number;
    /** The design changed: what rests on it has to be looked at again. */
    redesign?: true;
  };
  'permit.application.not_accepted.v1': { itemCode: string; reasonCode: string };
  'permit.application.withdrawn.v1': {
    itemCode: string;
    by?: 'applicant' | 'authority';
    reason: string;
  };
  'permit.clock.suspended.v1': {
    itemCode: string;
    suspensionId: string;
    reasonCode: string;
    plannedResumeOn?: Day;
    evidenceNo?: string;
  };
  'permit.clock.resumed.v1': { itemCode: string; suspensionId: string; evidenceNo?: string };
  'permit.opinion.given.v1': {
    itemCode: string;
    department: string;
    opinion: 'agree' | 'conditional' | 'disagree';
    text?: string;
  };
  /** The permitting system has told a department that its silence will count as consent. */
  'permit.consent.announced.v1': {
    itemCode: string;
    department: string;
    /** Working days before `due`. */
    ahead: 3 | 1;
    due: Day;
    attempt: number;
  };
  'permit.decision.made.v1': {
    itemCode: string;
    decision: 'approved' | 'conditional' | 'rejected';
    decidedAt?: Moment;
    conditions?: string[];
  };
  'permit.limit.extended.v1': { itemCode: string; extraDays: number; reason: string };
  'permit.certificate.issued.v1': {
    itemCode: string;
    certType: string;
    certNo: string;
    issuedOn: Day;
    validUntil?: Day;
    phase?: string;
  };
  'permit.certificate.revoked.v1': {
    itemCode: string;
    certNo: string;
    reason: string;
    revokedOn: Day;
  };
  'permit.acceptance.result.v1': {
    itemCode: string;
    result: 'passed' | 'failed';
    rectifications?: { dept: string; issue: string; dueDate?: Day }[];
    phase?: string;
  };
  'utility.application.accepted.v1': { utility: string };
  'utility.application.surveyed.v1': { utility: string };
  'utility.application.proposal_issued.v1': { utility: string };
  'utility.application.proposal_confirmed.v1': { utility: string };
  'utility.application.works_started.v1': { utility: string };
  'utility.application.works_completed.v1': { utility: string };
  'utility.application.inspected.v1': { utility: string };
  'utility.application.connected.v1': { utility: string; phase?: string };
  'utility.application.suspended.v1': { utility: string; reason: string };
  'utility.application.resumed.v1': { utility: string };
  'utility.application.cancelled.v1': { utility: string; reason: string };
  'utility.outage.planned.v1': { from: Moment; to: Moment; utility?: string };
  'utility.consumption.monthly.v1': { month: string; kWh?: number; m3?: number };
  'site.milestone.reported.v1': {
    milestoneCode: string;
    date: Day;
    reporterRole: Role;
    phase?: string;
  };
  /** `investedToDate` in 10,000 yuan, `physicalShare` in percent, `output` of that month. */
  'site.progress.reported.v1': {
    month: string;
    investedToDate?: number;
    physicalShare?: number;
    output?: number;
    text?: string;
  };
  'site.update.noted.v1': { text: string };
  /** Reported again under the same id it replaces what was said before. */
  'site.safety.reported.v1': { safetyId: string; level: DangerLevel; text: string };
  'site.safety.cleared.v1': { safetyId: string; text?: string };
  'land.contract.signed.v1': { parcelNo: string };
  'land.cleared.v1': { parcelNo: string };
  /** Changed fields of an earlier event of the same source; `occurredAt` may be among them. */
  'event.corrected.v1': { target: string; changes: Record<string, unknown>; reason: string };
  /** Typed in error: as if the target had never happened. */
  'event.voided.v1': { target: string; reason: string };
  /** What a project that this one waits for now expects; written in that project's own transaction. */
  'upstream.date.v1': {
    project: string;
    milestone: string;
    planned: Day;
    expected: Day;
    reached: boolean;
    /** The milestone by name; what was told by an older core has none. */
    label?: Label;
    /** Codes from the root blocker to the direct one, when the lateness itself comes from further up. */
    chain: string[];
  };
  /** Another project says that it waits for a milestone of this one. */
  'dependency.declared.v1': { project: string; milestone: string };
  /** Nothing was heard of a source since that day; written by the engine, once a silence. */
  'source.fellSilent.v1': { source: string; matters: string[]; since: Day };
  /** The source spoke again, which ends its silence since that day. */
  'source.spoke.v1': { source: string; since: Day };
  'command.register.v1': Act & { registration: Registration };
  'command.requestPlanChange.v1': Act & { changeId: string; milestone: string; to: Day };
  'command.approvePlanChange.v1': Act & { changeId: string };
  'command.refusePlanChange.v1': Act & { changeId: string };
  'command.forecast.v1': Act & { milestone: string; date: Day };
  'command.recordMilestone.v1': Act & {
    milestone: string;
    date: Day;
    documentNo?: string;
    phase?: string;
  };
  'command.markNotApplicable.v1': Act & { milestone: string };
  'command.pause.v1': Act & { from: Day };
  'command.resume.v1': Act & { on: Day };
  'command.terminate.v1': Act;
  'command.reopen.v1': Act;
  'command.confirm.v1': Act & Confirmation;
  /** What is known of the project beside its dates, in place of what was said of the same traits before. */
  'command.stateTraits.v1': Act & { traits: Traits };
  /** 周报: how it stands in the manager's own words, or that nothing has changed. */
  'command.update.v1': Act & { text?: string; noChange?: true };
  'command.assign.v1': Act & { post: Post; person: string; from: Day; to?: Day };
}

export interface Act {
  actor: Actor;
  reason: string;
}

/** What a person can decide on. */
export const CONFIRMABLE = [
  'milestone',
  'withdrawal',
  'worksWithoutPermit',
  'softGate',
  'silence',
] as const;

/**
 * What a person decides where the core must not:
 * `milestone` accepts or returns a reported date, `withdrawal` lets a stage go back (`accept`) or
 * stay (`return`), `worksWithoutPermit` lets works count, `softGate` passes one by document number,
 * `silence` bears out what got worse while a source was silent.
 */
export interface Confirmation {
  about: (typeof CONFIRMABLE)[number];
  milestone: string;
  decision: 'accept' | 'return';
  documentNo?: string;
}

export const POSTS = ['manager', 'deputy', 'patron'] as const;
export type Post = (typeof POSTS)[number];

export type FactType = keyof FactData;

/** Facts that an approval hears and its project does not. */
export type ApprovalFactType = Exclude<keyof ApprovalFactData, 'approval.standing.v1'>;
export type ApprovalCommandType = Extract<ApprovalFactType, `command.${string}`>;

/** Facts that a project hears: all but those of its approvals alone. */
export type ProjectFactType = Exclude<FactType, ApprovalFactType>;
/** Commands about a project. */
export type CommandType = Extract<ProjectFactType, `command.${string}`>;

export interface FactOf<T extends FactType> {
  /** Where it was said, such as `/permit/wuhan-gaoxin`; `/command` for people, `/upstream/<code>` for projects. */
  source: string;
  /** Unique within the source. */
  id: string;
  type: T;
  applicationNo?: string;
  /** Rises within one source and application number. */
  sequence?: number;
  /** When it was true. */
  occurredAt: Moment;
  /** When its source wrote it down. */
  recordedAt?: Instant;
  /** When it reached us. */
  arrivedAt: Instant;
  /** History that was loaded later: known since `recordedAt`, and nobody is told about it. */
  backfill?: boolean;
  data: FactData[T];
}

export type Fact = { [T in FactType]: FactOf<T> }[FactType];

export type CommandFact = { [T in CommandType]: FactOf<T> }[CommandType];

/** A person's command about an approval. */
export type ApprovalCommandFact = { [T in ApprovalCommandType]: FactOf<T> }[ApprovalCommandType];
