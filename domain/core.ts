import { assess } from './assess.ts';
import { CORE_VERSION } from './assessment.ts';
import type { Assessment, DesiredLevels } from './assessment.ts';
import type { TimelineEntry } from './timeline-entry.ts';
import type { Definitions } from './definitions.ts';
import { desired } from './desired.ts';
import type { Dossier } from './dossier.ts';
import { edges } from './edges.ts';
import type { CommandFact, Fact } from './fact.ts';
import { fold } from './fold.ts';
import type { FoldOptions } from './fold.ts';
import { judge } from './judge.ts';
import type { Latch } from './judge.ts';
import type { Instant } from './time.ts';
import type { Verdict } from './verdict.ts';

/** What the engine asks of the rules: pure functions, so that the same serve the engine, views of the past and forecasts. */
export interface Core {
  version: number;
  /** Any order of arrival, the same dossier. */
  fold(facts: readonly Fact[], options?: FoldOptions): Dossier;
  /** Throws a `NotRegistered` when the dossier has no registration. */
  assess(
    dossier: Dossier,
    definitions: Definitions,
    now: Instant,
    latch: { closed: boolean },
  ): Assessment;
  edges(before: Assessment | undefined, after: Assessment): TimelineEntry[];
  desired(assessment: Assessment): DesiredLevels;
  judge(
    command: CommandFact,
    dossier: Dossier | undefined,
    definitions: Definitions,
    now: Instant,
    latch: Latch,
  ): Verdict;
}

export const core: Core = { version: CORE_VERSION, fold, assess, edges, desired, judge };
