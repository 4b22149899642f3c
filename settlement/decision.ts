import type { Colour } from '../domain/definitions.ts';

/** What settle tells its caller: small JSON without facts, fit for a workflow's history. */
export interface Decision {
  subject: string;
  /** False: no such subject, or its registration was refused; the fields of a project are then empty. */
  known: boolean;
  revision: number;
  stage: string;
  phase: string;
  status: string;
  colour: Colour | null;
  manager: string | null;
  kind: string;
  name: string;
  /** What gives the project its colour, in a line; empty when nothing does. */
  headline: string;
  /** Real time, at least a second ahead. */
  nextChangeAt?: string;
  closed: boolean;
  /** Whether `reconcile` must run before this revision counts as carried out. */
  reconcile: boolean;
  /** More facts wait than one settle takes: settle again. */
  more: boolean;
  /** One for each command passed, in their order. */
  outcomes?: CommandOutcome[];
}

/** Kept for good under its id: the same command always gets the same answer. */
export interface CommandOutcome {
  commandId: string;
  /** `conflict`: the id was used before for another command; nothing was done. */
  status: 'accepted' | 'refused' | 'conflict';
  code?: string;
  message?: string;
  /** The subject's revision after the command, or at its refusal. */
  revision: number;
}
