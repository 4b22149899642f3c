import type { Assessment, FactRef, Signal, Status } from '../domain/assessment.ts';
import type { TimelineEntry } from '../domain/timeline-entry.ts';
import type { Caveat } from '../domain/caveat.ts';
import type { Colour } from '../domain/definitions.ts';
import type { Actor, FactType } from '../domain/fact.ts';
import type { GroundedExplanation } from '../domain/grounded-signal.ts';
import type { Day, Instant, Moment } from '../domain/time.ts';
import type { Fate } from '../readmodel/dead-letters.ts';
import type { MendingKind } from '../readmodel/mendings.ts';
import type { StuckReason } from '../readmodel/stuck.ts';
import type { Cause } from '../readmodel/timeline.ts';
import type { Label } from '../domain/definitions.ts';
import type { DeadLetterReason } from '../schemas/dead-letter.ts';
import type { LeftCode } from '../settlement/mend-letters.ts';

export type { Problem } from './errors.ts';

/** Part of a list; `next` goes into `after` of the next call, null at the end. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

/** A project in a list, as of its last settle. */
export interface ProjectSummary {
  code: string;
  name: string;
  investor: string;
  kind: string;
  status: Status;
  phase: Assessment['phase'];
  stage: string;
  /** Null while paused, closed or in the pipeline. */
  colour: Colour | null;
  /** Why the colour is shown hatched: 待核 or 正当理由; null where it is sure and nothing excuses it. */
  caveat: Caveat | null;
  manager: string | null;
  /** The signal that gives the project its colour. */
  leading: Signal | null;
  /** 示例数据: invented for demonstration. */
  sample: boolean;
  closed: boolean;
  /** Rises with every settle that changed something. */
  revision: number;
  assessedAt: Instant;
  /** When time alone changes something next, by the park's clock. */
  nextChangeAt: Instant | null;
}

/** A project with all that is said of it. */
export interface ProjectDetail extends ProjectSummary {
  registeredAt: Instant;
  /** Why it could not be assessed since, if so: what is shown is the last that could be. */
  fault: string | null;
  assessment: Assessment;
  /** Commands that the caller may give now; none where nobody signs in. */
  actions: string[];
}

/** An assessment of the past, of what was known then, or by another policy. */
export interface AssessmentAnswer {
  code: string;
  asOf: Moment | null;
  knownAt: Moment | null;
  assessment: Assessment;
}

/** The sentences behind a colour, each signal with the facts that it stands on. */
export interface ExplanationAnswer {
  code: string;
  asOf: Moment | null;
  knownAt: Moment | null;
  /** In the languages asked for. */
  zh?: GroundedExplanation;
  en?: GroundedExplanation;
}

/** One line of the story of a project. */
export interface TimelineItem {
  id: string;
  project: string;
  /** Of a line about an approval: `approval/<project>` or `…/<round>`. */
  approval?: string;
  revision: number;
  kind: TimelineEntry['kind'];
  object: string;
  from: string | null;
  to: string | null;
  detail: Record<string, unknown> | null;
  /** By the park's clock. */
  at: Instant;
  /** `REBUILD`: found again by today's rules. */
  cause: Cause;
  /** What brought it about, if a single fact did. */
  fact: FactRef | null;
}

/** Lines of all timelines after a cursor; `next` is there also when nothing has happened. */
export interface ChangesAnswer {
  items: TimelineItem[];
  next: string;
}

/** An accepted command; the next read shows it. */
export interface CommandAnswer {
  commandId: string;
  status: 'accepted';
  /** Revision at which it took effect; the first one, however often the command is repeated. */
  revision: number;
  /** The project after this settlement. */
  project: {
    code: string;
    status: string;
    phase: string;
    stage: string;
    colour: Colour | null;
    closed: boolean;
  };
}

/** A system that sends events, with the last that came from it. */
export interface Source {
  source: string;
  events: number;
  lastArrivedAt: Instant;
  lastOccurredAt: Moment;
  lastType: string;
  lastEventId: string;
  /** Null where it is one that the caller does not see. */
  lastProject: string | null;
  /** What it speaks of: families of events and single utilities, such as `permit`, `utility/power`. */
  matters: string[];
  /** Whole working days since its last word; null where the park's policy has no limit. */
  quietWorkingDays: number | null;
  /** The working days at which it counts as silent; null also where it is not expected to speak. */
  silentAfterWorkingDays: number | null;
  silent: boolean;
  /** 待核: what got worse since it fell silent and it could have prevented, by project. */
  unverified: UnverifiedItem[];
}

/** A signal that waits for a silent source, or for a person who confirms it. */
export interface UnverifiedItem {
  project: string;
  name: string;
  /** `<object>/<signal kind>`. */
  signal: string;
  colour: Colour;
  /** The colour that is sure. */
  heldColour: Colour;
  /** The last day for which it is. */
  verifiedOn: Day;
}

/** A message that could not be taken, without its content. */
export interface DeadLetterSummary {
  id: string;
  reason: DeadLetterReason;
  /** Where in the message, if it could be read so far. */
  path: string | null;
  /** What is wrong, in words; empty of those for which only the words of the validator are known. */
  faults: { path: string; text: Label }[];
  /** In the words of the validator; null where they may hold what the caller may not see. */
  detail: string | null;
  source: string | null;
  eventId: string | null;
  type: string | null;
  project: string | null;
  /** When it says to have been true. */
  occurredAt: Moment | null;
  fate: Fate;
  /** How often it was sent again before it came here. */
  replays: number;
  topic: string;
  partition: number;
  offset: number;
  at: Instant;
}

/** A message that could not be taken, as it came. */
export interface DeadLetterDetail extends DeadLetterSummary {
  key: string | null;
  headers: Record<string, string>;
  /** The message as it came; bytes that are no UTF-8 show as U+FFFD. */
  raw: string | null;
  /** Paths of what the caller may not see and is left out of `raw` and `headers`; the empty path is all of `raw`. */
  withheld: string[];
  /** Whether an event of this source and id has been taken: after a replay, or before a conflict. */
  eventTaken: boolean;
  /** Who did what with it, oldest first. */
  acts: MendingAct[];
}

/** What a person did with something that the engine could not take. */
export interface MendingAct {
  commandId: string;
  kind: MendingKind;
  actor: Actor;
  reason: string;
  at: Instant;
}

/** What became of the dead letters that an act named. */
export interface LettersMended {
  /** Ids of those that were sent again or discarded; with `dryRun`, that would be. */
  done: string[];
  left: { id: string; code: LeftCode; message: string }[];
}

/** What has yet to leave for Kafka. */
export interface OutboxAnswer {
  unsent: number;
  /** Real seconds that the oldest has waited which does not wait for a person. */
  oldestUnsentSeconds: number;
  /** Rows that can't be sent as they are, oldest first: what follows under the key of one waits. */
  blocked: BlockedMessage[];
}

/** A message that the broker refuses as it is. */
export interface BlockedMessage {
  id: string;
  topic: string;
  key: string | null;
  type: string;
  source: string;
  eventId: string;
  /** Size of its value. */
  bytes: number;
  /** What the broker said. */
  fault: string;
  attempts: number;
  /** By the park's clock. */
  at: Instant;
  /** Real time. */
  blockedAt: Instant;
  /** Later messages of its topic and key. */
  waitingBehind: number;
}

/** What became of the rows that an act named; those left were not blocked. */
export interface OutboxMended {
  done: string[];
  left: string[];
}

/** How many events an act on parked ones has moved or taken away. */
export interface ParkedMended {
  events: number;
}

/** A project that nobody has registered and that events came for. */
export interface ParkedProject {
  project: string;
  facts: number;
  oldestArrivedAt: Instant;
  newestArrivedAt: Instant;
  sources: string[];
}

/** What waits for a project that nobody has registered. */
export interface ParkedFact {
  source: string;
  id: string;
  type: FactType;
  occurredAt: Moment;
  arrivedAt: Instant;
}

/** A project, approval, alert or mailbox that does not go on by itself and needs a look. */
export interface StuckItem {
  /** Such as `project/ZZY-006`, also the id of its workflow. */
  subject: string;
  /** Null of a mailbox. */
  project: string | null;
  /**
   * `faulty`: the rules fail on its facts. `waiting`: facts that nobody settles. `overdue`: its next
   * change is past. `lagging`: its workflow does not carry out what was decided. `unwalked`: a step of
   * the alert is past and not done. `unsent`: what a person is to be told should have gone.
   */
  reason: StuckReason;
  /** Real time, not the park's. */
  since: Instant;
  /** What failed, of a faulty one. */
  message: string | null;
}

/** Whether the API can answer, and which of its neighbours do. */
export interface Readiness {
  ready: boolean;
  postgres: { answers: boolean; detail?: string };
  schema: { fits: boolean; detail?: string };
  /** Not needed to know, only to act: it does not make the API unready. */
  temporal: { answers: boolean; detail?: string };
}

/** The clock of the park. */
export interface ClockAnswer {
  /** Milliseconds that the park's clock is ahead of the real one. */
  offsetMs: number;
  now: Instant;
  /** 演示时间: a demo clock runs. */
  demo: boolean;
}
