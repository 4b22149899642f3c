import type { FactRef } from './assessment.ts';
import type { ExplainedSignal, Explanation } from './explain.ts';
import type { Actor } from './fact.ts';
import type { Grounds } from './grounds.ts';
import type { Instant, Moment } from './time.ts';

/** A signal in sentences with all that it stands on: the one object of API, command line, message and page. */
export interface GroundedSignal extends ExplainedSignal {
  grounds: Grounded;
}

/** What a signal stands on, down to where each raw event came in. */
export interface Grounded extends Omit<Grounds, 'facts'> {
  facts: ChainedFact[];
}

/** A fact of a chain; a date told by another project rests on facts of that one. */
export interface ChainedFact extends KnownFact {
  rests?: ChainedFact[];
}

/** What is known of a fact: what it was, when, who said so, and where its raw event came in. */
export interface KnownFact extends FactRef {
  type: string | null;
  occurredAt: Moment | null;
  arrivedAt: Instant | null;
  /** Of a person's command. */
  actor: Actor | null;
  /** Where it lay in Kafka; null for what people and the engine said, and for what came by another way. */
  place: { topic: string; partition: number; offset: number } | null;
  /** Of a date told by another project: which date, of whom. */
  upstream: { project: string; milestone: string } | null;
}

/** Why a project has its colour, down to the raw events, in one language. */
export interface GroundedExplanation extends Omit<Explanation, 'signals'> {
  /** Worst first. */
  signals: GroundedSignal[];
}

/** The signal with its grounds; throws where none were found for its id. */
export function withGrounds(
  signal: ExplainedSignal,
  grounds: Readonly<Record<string, Grounded>>,
): GroundedSignal {
  const own = grounds[signal.id];
  if (!own) throw new Error(`Signal ${signal.id} has no grounds`);
  return { ...signal, grounds: own };
}
