import type { Assessment } from '../../../domain/assessment.ts';
import type { Fact } from '../../../domain/fact.ts';

/** A fact as the engine keeps it. */
export interface KeptFact {
  subject: string;
  applied: boolean;
  body: Fact;
}

/** A dead letter as the engine keeps it. */
export interface KeptLetter {
  topic: string;
  partition: number;
  offset: string;
  reason: string;
}

/** A line of the timeline that leaves, as it was committed: before any rebuild told it otherwise. */
export interface LeavingLine {
  project: string;
  /** Rises with each line of a project. */
  order: number;
  revision: number;
  kind: string;
  object: string;
  to: string | null;
}

/** An event of `project.events` as a subscriber reads it. */
export interface HeardEvent {
  /** Key of the message. */
  key: string | null;
  partition: number;
  offset: string;
  id: string;
  source: string;
  type: string;
  /** Counts the events of a project from 1. */
  sequence: number;
  data: Record<string, unknown>;
}

/** A message of a topic of dead letters. */
export interface HeardLetter {
  /** Topic, partition and offset of the original. */
  topic: string;
  partition: number;
  offset: string;
  reason: string;
}

/** What a person heard for one command: the first answer, then those to its repetitions. */
export interface Heard {
  commandId: string;
  answers: Answer[];
}

/** The part of an answer that must never change. */
export interface Answer {
  status: number;
  code: string | null;
  revision: number | null;
}

/** All that can be seen of the engine once it has come to rest. */
export interface Observation {
  facts: KeptFact[];
  letters: KeptLetter[];
  /** By project. */
  assessments: Map<string, Assessment>;
  /** Ids of open alerts with their severity, by project. */
  openAlerts: Map<string, Map<string, string>>;
  lines: LeavingLine[];
  events: HeardEvent[];
  heardLetters: HeardLetter[];
  heard: Heard[];
}
