import type { Colour } from '../domain/definitions.ts';
import type { Instant } from '../domain/time.ts';

/** What a workflow shows of its subject. */
export interface SubjectWords {
  /** Of an approval its first stage that is not done. */
  stage: string;
  /** Of an approval the part of the project that it is for, if it is for one. */
  phase: string;
  status: string;
  colour: Colour | null;
  manager: string | null;
  /** Of an approval `approval`. */
  kind: string;
  name: string;
  /** What gives the subject its colour, or keeps it, in a sentence, and the day of that sentence. */
  headline: string;
}

/** What settle tells its caller: small JSON without facts, fit for a workflow's history. */
export interface Decision extends SubjectWords {
  subject: string;
  /** False: no such subject, or its registration was refused; the words about it are then empty. */
  known: boolean;
  revision: number;
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

/** The answer for a subject that nobody has registered, or whose registration is refused. */
export function unknownSubject(subject: string, outcomes: CommandOutcome[] = []): Decision {
  return {
    subject,
    known: false,
    revision: 0,
    stage: '',
    phase: '',
    status: '',
    colour: null,
    manager: null,
    kind: '',
    name: '',
    headline: '',
    closed: false,
    reconcile: false,
    more: false,
    ...(outcomes.length > 0 && { outcomes }),
  };
}

// Names of projects, milestones and items have bounds of their own; with this one the whole stays below 4 KB.
const MAX_HEADLINE = 500;

/** What the caller of a settle is told, below 4 KB whatever the assessment says. */
export function decisionOf(
  words: SubjectWords,
  settled: {
    subject: string;
    revision: number;
    closed: boolean;
    nextChangeAt: Instant | null;
    reconcile: boolean;
    more: boolean;
    outcomes: CommandOutcome[];
  },
): Decision {
  const { nextChangeAt, outcomes, ...rest } = settled;
  return {
    ...rest,
    known: true,
    ...words,
    headline: words.headline.slice(0, MAX_HEADLINE),
    ...(nextChangeAt !== null && { nextChangeAt }),
    ...(outcomes.length > 0 && { outcomes }),
  };
}
