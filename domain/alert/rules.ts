import type { Label } from '../definitions.ts';

/** Who is told: a post of the project, or an office of the park. */
export const RECIPIENTS = [
  'manager',
  'deputy',
  'patron',
  'team',
  'mainLeader',
  'supervision',
  'permitLiaison',
  'utilityLiaison',
  'administrator',
  'duty',
] as const;
export type Recipient = (typeof RECIPIENTS)[number];

/** A time of day in Asia/Shanghai, `HH:MM`. */
export type TimeOfDay = string;

/** How fast an alert is to be acknowledged, in office time, and who hears when it was not. */
export interface AcknowledgeRule {
  /** Hours of office time since it was told; or whole working days, until office close of the last. Exactly one of both. */
  officeHours?: number;
  workingDays?: number;
  escalateTo: Recipient[];
}

/** Told again every so many working days, at the time of day of the morning's messages. */
export interface RemindRule {
  /** Until it is acknowledged. */
  everyWorkingDays: number;
  /** Afterwards, counted from the acknowledgement. */
  afterAcknowledgement: number;
  /** No more than so many of either kind; the digests go on naming it. */
  times: number;
}

/** What happens when nothing gets better. */
export interface UnresolvedRule {
  afterWorkingDays: number;
  /** `list`: on the leader's list; `slip`: a draft of a supervision slip (督办单) for the office to issue. */
  then: 'list' | 'slip';
  to: Recipient[];
}

/** How an alert is closed (销号) once the facts have cleared it. */
export const CLOSINGS = ['byItself', 'byCertificateOrVerification', 'byApproval'] as const;
export type Closing = (typeof CLOSINGS)[number];

/** What is done about an alert of one severity. */
export interface Rung {
  notify: Recipient[];
  /** Told with the next digest only, never by a message of its own. */
  digestOnly?: true;
  acknowledge?: AcknowledgeRule;
  remind?: RemindRule;
  unresolved?: UnresolvedRule;
  close: Closing;
}

/** Whom an alert climbs to, by its severity; what a ladder lacks is shown and told to nobody. */
export interface Ladder {
  id: string;
  label: Label;
  rungs: Partial<Record<'blue' | 'yellow' | 'red', Rung>>;
  /** Told at once, at any hour, over every budget: danger to people, or an outage. */
  safety?: true;
}

/** A digest that goes out on working days, or on the first working day of each week. */
export interface DigestRule {
  at: TimeOfDay;
  to: Recipient[];
}

/** How a policy's alerts reach people; a policy without it shows alerts and tells nobody. */
export interface AlertRules {
  /** The first one serves each signal that `ladderOf` does not name. */
  ladders: Ladder[];
  /** Ladder by kind of signal, such as `blocked: "note"`. */
  ladderOf: Record<string, string>;
  hours: {
    /** When what a date has brought is told. */
    morning: TimeOfDay;
    /** Nobody is told anything but danger from here on; what waits is told in the next morning. */
    quietFrom: TimeOfDay;
  };
  /** Messages a person and day that make a telephone ring; the rest waits in the inbox and for the next morning. */
  pushesPerDay: number;
  /** Messages of one person that come within so many seconds are one. */
  gatherSeconds: number;
  /** A cause that returns within so many working days of its closing is the same alert. */
  reopenWithinWorkingDays: number;
  /** What was so at go-live climbs no ladder for so many working days. */
  stockWorkingDays: number;
  /** How long the link of a message may act, in hours. */
  linkHours: number;
  digests: { daily: DigestRule; weekly: DigestRule };
}
