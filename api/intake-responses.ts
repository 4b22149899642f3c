import type { QualityNote } from '../domain/approval/dossier.ts';
import type { FactRef, Finding } from '../domain/assessment.ts';
import type { Label } from '../domain/definitions.ts';
import type { Instant } from '../domain/time.ts';
import type { LedgerQuestion } from '../readmodel/ledger-questions.ts';
import type { LedgerSummary } from '../readmodel/ledgers.ts';
import type { RowsTaken } from '../settlement/ledger-import.ts';

/** A table that is imported again and again, with its last import. */
export type Ledger = LedgerSummary;

/** An import that waits for its rows. */
export interface LedgerImportBegun {
  id: string;
  /** How many rows one call may bring. */
  maxRows: number;
}

/** What became of the rows of one call. */
export type LedgerRowsTaken = RowsTaken;

/** An import that has ended. */
export interface LedgerImportFinished {
  /** Statements that the ledger no longer holds: each is a question now, or would be. */
  vanished: number;
}

/** Something that vanished from a ledger. */
export interface LedgerQuestionItem extends Omit<LedgerQuestion, 'id'> {
  id: string;
  /** Name of the emptied field. */
  fieldName?: Label;
  /** Fields of what the row said that the caller may not see: they are left out. */
  withheld: string[];
}

/** What an answer brought about. */
export interface LedgerAnswerGiven {
  /** Ids of the events that were sent. */
  events: string[];
}

/** What people have to settle in the data of one project. */
export interface ProjectFindings {
  project: string;
  name: string;
  /** `planConflict`, `gap`, `confirmationDue` and the like, each in words, with the facts behind it. */
  findings: { id: string; code: Finding['code']; text: Label; facts: FactRef[] }[];
  /** Its approvals with something to settle. */
  approvals: ApprovalFindings[];
}

/** What people have to settle in the data of one round of an approval. */
export interface ApprovalFindings {
  round: number;
  /** Each about one item of it: what was found and what is to be done, in words, with the fact behind it. */
  findings: {
    id: string;
    code: QualityNote['code'];
    item: string;
    text: Label;
    todo: Label;
    fact: FactRef;
  }[];
}

/** A key with which one source may push events; its secret is shown once, when it is made. */
export interface PushKey {
  id: string;
  source: string;
  note: string | null;
  madeBy: string;
  /** Real time. */
  madeAt: Instant;
  revokedBy: string | null;
  revokedAt: Instant | null;
}

/** A key just made. */
export interface PushKeyMade extends PushKey {
  secret: string;
}

/** Events that are on their way into Kafka. */
export interface EventsAccepted {
  accepted: number;
  /** Came before under the same source and id with the same content: nothing is sent again. */
  duplicates: number;
}
