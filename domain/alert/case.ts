import type { FactRef } from '../assessment.ts';
import type { Colour, DefinitionRef } from '../definitions.ts';
import type { Day, Instant } from '../time.ts';
import type { Cause } from './fact.ts';
import type { AlertRules, Ladder, Recipient } from './rules.ts';

/** How bad an alert is; green is none. */
export type Severity = Exclude<Colour, 'green'>;

/** `toVerify` and `toApprove` are cleared by the facts and wait for people (待销号). */
export const CASE_STATES = ['open', 'toVerify', 'toApprove', 'closed'] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** Why a case was closed. */
export const CLOSE_CAUSES = [
  'CLEARED',
  'CERTIFIED',
  'VERIFIED',
  'APPROVED',
  'DATA_CORRECTED',
  'EXEMPTED',
  'PROJECT_CLOSED',
] as const;
export type CloseCause = (typeof CLOSE_CAUSES)[number];

/**
 * One cause and what was done about it: plain data, kept with the project's settle. Times are
 * domain time. Nothing in it is computed anew from today's rules: it is what people were promised.
 */
export interface AlertCase {
  /** `<object>/<signal kind>`: the id of its signal and of its level. */
  id: string;
  /** Which time it came, from 1. */
  episode: number;
  /** How often it came back soon after it was closed, as the same alert. */
  reopenCount: number;
  state: CaseState;
  severity: Severity;
  /** The worst it was in this episode: it decides how the case is closed. */
  worst: Severity;
  /** Raised or made worse by a date that came, rather than by news. */
  bornBy: 'date' | 'news';
  /** When the present severity was reached. */
  since: Instant;
  /** When the episode began. */
  raisedAt: Instant;
  /** When people are told of the present severity; the ladder counts from here. */
  toldAt: Instant;
  /** The policy that raised it, and what that policy does about it; only a recheck brings another. */
  policy: DefinitionRef;
  ladder: Ladder;
  hours: AlertRules['hours'];
  /** Counts up with every change of its steps, so that each plan of them has names of its own. */
  plan: number;
  /** The plan of its last telling: what counts from `toldAt` keeps its names while people act on it. */
  toldPlan: number;
  /** When a recheck last brought another ladder; what that one asks for is done no earlier. */
  recheckedAt?: Instant;
  /** It was worse when people were last told: better news rings nobody. */
  eased?: true;
  /** It was told of anew while it was snoozed, which rings nobody before the snooze ends. */
  asleep?: true;
  /** True before its project went live: no ladder before that day. */
  stockUntil?: Day;
  /** Why nothing is told for the time being: the id of a signal that says it already, `paused`, or `unverified`. */
  hiddenBy?: string;
  /** Who holds the clock, as the core proposes it. */
  proposed: Cause[];
  acknowledged?: { by: string; at: Instant; cause?: Cause };
  /** Nobody is reminded until that day, or until it gets worse. */
  snoozed?: { by: string; at: Instant; until?: Day };
  /** `plan` is that of this act. */
  delegated?: { by: string; at: Instant; to: string; until?: Day; plan: number };
  rectification?: {
    by: string;
    at: Instant;
    cause: Cause;
    /** Who has to act. */
    party?: string;
    forecast: Day;
    text: string;
  };
  /** The facts that cleared it, whether one of them certifies so, and when. */
  cleared?: { at: Instant; facts: FactRef[]; certified: boolean };
  verified?: { by: string; at: Instant; evidence: string };
  /** A verifier or approver said no; until somebody files anew or one says yes. */
  returned?: { by: string; at: Instant };
  closed?: { at: Instant; cause: CloseCause; by?: string };
}

/** One line of an alert's story. */
export interface CaseRecord {
  kind:
    | 'opened'
    | 'worsened'
    | 'eased'
    | 'cleared'
    | 'returned'
    | 'reopened'
    | 'hidden'
    | 'shown'
    | 'acknowledged'
    | 'snoozed'
    | 'delegated'
    | 'rectified'
    | 'verified'
    | 'rejected'
    | 'closed'
    | 'rechecked';
  severity: Severity;
  at: Instant;
  by?: string;
  /** More that a reader wants: cause, evidence, days. Small. */
  detail?: Record<string, string>;
}

/** Something to be done about an alert at a set time, unless the case has moved on by then. */
export interface AlertStep {
  /** `<episode>/<plan of the case when it was first set>/<kind>[/<count>]`: unique in its alert, never used twice. */
  id: string;
  kind: 'notify' | 'note' | 'remind' | 'escalate' | 'list' | 'slip' | 'wake';
  /** Domain time. */
  at: Instant;
  to: Recipients;
  severity: Severity;
  /** `push` makes a telephone ring, `digest` waits for the next digest, `safety` spares nobody. */
  how: 'push' | 'digest' | 'safety';
}

/** Posts, offices, and persons named by a delegation. */
export type Recipients = (Recipient | { person: string })[];
