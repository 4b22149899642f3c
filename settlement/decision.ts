import type { Assessment } from '../domain/assessment.ts';
import type { Colour } from '../domain/definitions.ts';
import { explain } from '../domain/explain.ts';
import type { Day, Instant } from '../domain/time.ts';
import { dayOf } from '../domain/time.ts';
import { guarded } from './faults.ts';

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
  /** What gives the project its colour, in a sentence, and the day of that sentence. */
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

// Names of projects and milestones have bounds of their own; with this one the whole stays below 4 KB.
const MAX_HEADLINE = 500;

/** What the caller of a settle is told, below 4 KB whatever the assessment says. */
export function decisionOf(
  assessment: Assessment,
  settled: {
    now: Instant;
    subject: string;
    revision: number;
    nextChangeAt: Instant | null;
    reconcile: boolean;
    more: boolean;
    outcomes: CommandOutcome[];
  },
): Decision {
  const { stage, phase, status, colour, kind, name, closed, people } = assessment;
  const { now, nextChangeAt, outcomes, ...rest } = settled;
  return {
    ...rest,
    known: true,
    ...{ stage, phase, status, colour, kind, name, closed },
    manager: people.manager ?? null,
    headline: headlineOf(assessment, dayOf(now)),
    ...(nextChangeAt !== null && { nextChangeAt }),
    ...(outcomes.length > 0 && { outcomes }),
  };
}

// With its day, because the counts in it are of that day and a page may show it for weeks.
function headlineOf(assessment: Assessment, today: Day): string {
  const { headline } = guarded(explain)(assessment, today, 'en');
  return `${today}: ${headline}`.slice(0, MAX_HEADLINE);
}
