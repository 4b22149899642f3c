import type { Colour } from '../domain/definitions.ts';
import type { Day, Instant } from '../domain/time.ts';
import type { DefinitionChange } from '../readmodel/rechecks.ts';

export type { DefinitionChange } from '../readmodel/rechecks.ts';

/** A project whose colour is another by other rules. */
export interface ColourMove {
  project: string;
  from: Colour | null;
  to: Colour | null;
}

/** A project that can't be assessed by the new rules; it keeps what it had. */
export interface RecheckFault {
  project: string;
  fault: string;
}

/** What a recheck would do now. */
export interface PreviewAnswer {
  coreVersion: number;
  /** Versions that would come into force. */
  definitions: DefinitionChange[];
  /** Versions that are loaded and wait for their day. */
  later: (DefinitionChange & { effectiveFrom: Day })[];
  /** Projects that would be settled. */
  open: number;
  changed: (ColourMove & { name: string })[];
  failed: RecheckFault[];
}

/** A recheck and how far it has come. */
export interface RecheckSummary {
  id: number;
  state: 'running' | 'done';
  definitions: DefinitionChange[];
  coreVersion: number;
  keepTemplates: boolean;
  ratePerSecond: number;
  actor: string;
  startedAt: Instant;
  finishedAt: Instant | null;
  /** Projects to settle, and how many of them are done. */
  total: number;
  done: number;
}

/** A recheck with what it changed so far. */
export interface RecheckDetail extends RecheckSummary {
  changed: ColourMove[];
  failed: RecheckFault[];
}

/** The recheck that runs now. */
export interface RecheckStarted extends RecheckSummary {
  /** False: it ran already, and nothing more came into force. */
  started: boolean;
}
