import type { FactRef } from '../domain/assessment.ts';
import type { TimelineEntry } from '../domain/timeline-entry.ts';
import type { Fact } from '../domain/fact.ts';
import type { Cause } from '../readmodel/timeline.ts';
import type { SubjectCommand } from './commands.ts';
import type { Assessed } from './rules.ts';
import { assessStanding, foldStanding } from './rules.ts';
import type { RuledSession } from './session.ts';

/** What came in with one settle. */
export interface News {
  taken: readonly Fact[];
  accepted: readonly SubjectCommand[];
}

/** Why a settle found something else than the one before. */
export function causeOf(
  before: Assessed | undefined,
  after: Assessed,
  { taken, accepted }: News,
): Cause {
  if (accepted.length > 0) return 'COMMAND';
  if (taken.length > 0) return 'FACT';
  // Nothing came in and yet nothing is known: the snapshot was thrown away.
  if (!before) return 'REBUILD';
  return rulesOf(before) === rulesOf(after) ? 'TIME' : 'RULES_CHANGED';
}

/**
 * What was known before the news, by rules that have changed since; `undefined` when rules and news
 * did not come together. So a line says of each change whether the rules or the news made it.
 */
export function assessByNewRules<D, A extends Assessed>(
  { rules, now }: RuledSession<D, A>,
  { before, after, taken, accepted, facts, closed }: RulesAndNews<A>,
): A | undefined {
  if (!before || taken.length + accepted.length === 0) return undefined;
  if (rulesOf(before) === rulesOf(after)) return undefined;
  const isNews = isOneOf([...taken, ...accepted]);
  const earlier = facts.filter((fact) => !isNews(fact));
  return assessStanding(rules, foldStanding(rules, earlier, closed), now);
}

interface RulesAndNews<A> extends News {
  before: A | undefined;
  after: A;
  /** The news among them. */
  facts: readonly Fact[];
  /** The latch before this settle. */
  closed: boolean;
}

/** Tells these facts, by source and id, from all others. */
export function isOneOf(facts: readonly Fact[]): (fact: Fact) => boolean {
  const keys = new Set(facts.map(keyOf));
  return (fact) => keys.has(keyOf(fact));
}

const keyOf = ({ source, id }: Fact): string => JSON.stringify([source, id]);

/** The fact behind a settle, when it was a single one. */
export function singleFact({ taken, accepted }: News): FactRef | undefined {
  const [fact, another] = [...taken, ...accepted];
  return fact && !another ? { source: fact.source, id: fact.id } : undefined;
}

/** A line for each fact that came when nothing more was expected; what the engine itself notes, of other subjects and of sources, is no news of this one. */
export function factsAfterClosing(taken: readonly Fact[]): TimelineEntry[] {
  return taken.filter(isReport).map(({ type, occurredAt, source, id }) => ({
    kind: 'factAfterClosing',
    object: type,
    to: occurredAt,
    detail: { source, id },
  }));
}

const OWN_WORDS = /^(upstream|dependency|source|project|approval)\./;

const isReport = ({ type }: Fact): boolean => !OWN_WORDS.test(type);

/** Identifies the rules behind an assessment. */
export const rulesOf = ({ coreVersion, template, policy, calendar }: Assessed): string =>
  [coreVersion, template.hash, policy.hash, calendar.hash].join(' ');
