import type { AlertStep } from '../alert/case.ts';
import type { Colour } from '../definitions.ts';
import type { Fact, Registration } from '../fact.ts';
import type { Day } from '../time.ts';

/** What a policy must say of an invented project; it stands in the policy's own file. */
export interface PolicyCase {
  title: string;
  registration: Registration;
  /** What becomes known of it, each when its `arrivedAt` says; its registration is the first of them. */
  facts: readonly Fact[];
  /** The day at whose end it is looked at. */
  on: Day;
  expected: ExpectedOutcome;
}

export interface ExpectedOutcome {
  /** Of the project; null for none. */
  colour: Colour | null;
  /** Every signal that is not green; not asked for where it is missing. */
  signals?: Record<string, Colour>;
  /** All that people have been told by then, in order of time; not asked for where it is missing. */
  messages?: CaseMessage[];
}

/** One step of an alert as it reached people. */
export interface CaseMessage {
  /** `YYYY-MM-DD HH:MM` in Asia/Shanghai. */
  at: string;
  /** Id of its signal. */
  alert: string;
  kind: AlertStep['kind'];
  how: AlertStep['how'];
  /** Posts and offices; a person by name after a delegation. */
  to: string[];
}

/** What came of a case. */
export type CaseOutcome = Required<ExpectedOutcome>;
