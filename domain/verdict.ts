import type { AlertCase } from './alert/case.ts';
import type { Assessment } from './assessment.ts';
import type { Definitions } from './definitions.ts';
import type { Dossier } from './dossier.ts';

/** Why a command is refused; each has one meaning and one HTTP status. */
export const REFUSAL_CODES = [
  'NOT_REGISTERED',
  'ALREADY_REGISTERED',
  'UNKNOWN_MILESTONE',
  'UNKNOWN_TRAIT',
  'NOT_IN_PLAN',
  'ALREADY_REACHED',
  'NOT_IN_FUTURE',
  'PROJECT_CLOSED',
  'NOT_CLOSED',
  'ALREADY_PAUSED',
  'NOT_PAUSED',
  'UNKNOWN_CHANGE',
  'CHANGE_OPEN',
  'NOTHING_CHANGES',
  'ROLE_TOO_LOW',
  'SAME_PERSON',
  'NOTHING_TO_DECIDE',
  'DOCUMENT_REQUIRED',
  'INVALID_PERIOD',
  'DEPENDENCY_CYCLE',
] as const;
/** Those of commands about approvals, beside the ones that they share with projects. */
export const APPROVAL_REFUSAL_CODES = [
  'APPROVAL_NOT_OPEN',
  'UNKNOWN_ITEM',
  'UNKNOWN_APPLICATION',
  'SEVERAL_APPLICATIONS',
  'UNKNOWN_DEPARTMENT',
  'NOT_APPLICABLE',
  'NOT_READY',
  'WRONG_STATE',
  'WRONG_KIND',
  'MODE_NOT_ALLOWED',
  'STOP_NOT_ALLOWED',
  'VETO_STANDS',
  'CERTIFICATE_HELD',
] as const;
/** Those of commands about alerts, instructions and colours set by hand. */
export const ALERT_REFUSAL_CODES = [
  'UNKNOWN_ALERT',
  'ALERT_CLOSED',
  'ALREADY_ACKNOWLEDGED',
  'NOT_CLEARED',
  'EVIDENCE_REQUIRED',
  'UNKNOWN_SIGNAL',
  'UNKNOWN_INSTRUCTION',
  'ALREADY_INSTRUCTED',
  'PERIOD_TOO_LONG',
] as const;
export type RefusalCode = (
  typeof REFUSAL_CODES | typeof APPROVAL_REFUSAL_CODES | typeof ALERT_REFUSAL_CODES
)[number];

export type Verdict = { accepted: true } | { accepted: false; code: RefusalCode; message: string };

/** What a judge of one command may look at. */
export interface Case {
  dossier: Dossier;
  assessment: Assessment;
  definitions: Definitions;
  today: string;
  /** Its alerts as those before this command have left them. */
  cases: readonly AlertCase[];
}

export const accept: Verdict = { accepted: true };

export const refuse = (code: RefusalCode, message: string): Verdict => ({
  accepted: false,
  code,
  message,
});
