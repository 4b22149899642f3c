import type { Assessment } from '../domain/assessment.ts';
import type { TimelineEntry } from '../domain/timeline-entry.ts';
import type { Fact } from '../domain/fact.ts';
import type { FoldOptions } from '../domain/fold.ts';
import type { Instant } from '../domain/time.ts';
import { UnusableFacts } from './errors.ts';

/** What the assessment of any kind of subject says. */
export type Assessed = Pick<
  Assessment,
  'coreVersion' | 'template' | 'policy' | 'calendar' | 'colour' | 'closed' | 'nextChangeAt'
>;

/** The rules of one kind of subject with the definitions in force; `D` is its dossier, `A` its assessment. */
export interface Rules<D, A extends Assessed> {
  /** Of the core. */
  version: number;
  fold: (facts: readonly Fact[], options?: FoldOptions) => D;
  /** Whether it is said what the subject is; before that there is nothing to assess. */
  isBegun: (dossier: D) => boolean;
  /** Throws when a rule is broken or the facts name an unknown definition. */
  assess: (dossier: D, now: Instant, latch: { closed: boolean }) => A;
  edges: (before: A | undefined, after: A) => TimelineEntry[];
}

/** What is known of a subject within one settle. */
export interface Standing<D> {
  facts: readonly Fact[];
  /** None before the first fact. */
  dossier: D | undefined;
  /** The latch: set by an assessment, cleared only by what opens the subject again. */
  closed: boolean;
}

/** The standing after these facts, with the latch as it is. */
export function foldStanding<D>(
  { fold }: { fold: (facts: readonly Fact[]) => D },
  facts: readonly Fact[],
  closed: boolean,
): Standing<D> {
  return { facts, dossier: facts.length > 0 ? fold(facts) : undefined, closed };
}

/** What the facts say at `now`; throws as the rules do, and when there are no facts. */
export function assessStanding<D, A extends Assessed>(
  { assess }: Pick<Rules<D, A>, 'assess'>,
  { dossier, closed }: Standing<D>,
  now: Instant,
): A {
  if (dossier === undefined) throw new UnusableFacts('There are no facts to assess');
  return assess(dossier, now, { closed });
}
