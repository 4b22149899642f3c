import type { Assessment, TimelineEntry } from '../domain/assessment.ts';
import type { Fact } from '../domain/fact.ts';
import type { Instant } from '../domain/time.ts';
import { dayOf, earlierOf, endOf, fromMillis, toMillis } from '../domain/time.ts';
import type { Bench } from './session.ts';
import { assessStanding, foldStanding } from './session.ts';
import { factsAfterClosing } from './story.ts';

interface Step {
  at: Instant;
  entries: TimelineEntry[];
}

/** A story told again. */
export interface Story {
  /** Ascending; only those in which something happened. */
  steps: Step[];
  /** What holds at the end, exactly as a settle would find it. */
  end: Assessment;
}

/**
 * A subject's story told again from its facts by today's rules: what was true at each instant at
 * which something happened or time alone changed something, whenever we came to know of it.
 */
export function retell(
  bench: Bench & { now: Instant },
  facts: readonly Fact[],
  closed: boolean,
): Story {
  const steps: Step[] = [];
  let past: Assessment | undefined;
  const tell = (at: Instant, next: Assessment, late: readonly Fact[] = []) => {
    const lateness = past?.closed ? factsAfterClosing(late) : [];
    const entries = [...lateness, ...bench.core.edges(past, next)];
    if (entries.length > 0) steps.push({ at, entries });
    past = next;
  };
  for (const { at, happened } of moments(facts, bench.now)) {
    for (const changed of changesOfTime(bench, facts, past, at)) tell(changed.at, changed.holds);
    tell(at, assessAsOf(bench, facts, { at, past, happened }), happened);
  }
  for (const { at, holds } of changesOfTime(bench, facts, past, bench.now)) tell(at, holds);
  const end = assessStanding(bench, foldStanding(bench.core, facts, closed));
  tell(bench.now, end);
  return { steps: withOwnRegistration(steps, facts), end };
}

// A busy history is told by the day: nobody reads more, and each step folds all facts.
const MAX_MOMENTS = 1_000;

interface Happening {
  at: Instant;
  happened: Fact[];
}

function moments(facts: readonly Fact[], now: Instant): Happening[] {
  const exact = groupBy(facts, ({ occurredAt }) => fromMillis(toMillis(occurredAt)));
  const byTime =
    exact.size <= MAX_MOMENTS
      ? exact
      : groupBy(facts, ({ occurredAt }) => endOf(dayOf(occurredAt)));
  return [...byTime]
    .map(([at, happened]) => ({ at: earlierOf(at, now), happened }))
    .filter(({ happened }) =>
      happened.some(({ occurredAt }) => toMillis(occurredAt) <= toMillis(now)),
    )
    .sort((a, b) => toMillis(a.at) - toMillis(b.at));
}

function groupBy(facts: readonly Fact[], keyOf: (fact: Fact) => Instant): Map<Instant, Fact[]> {
  const groups = new Map<Instant, Fact[]>();
  for (const fact of facts) groups.set(keyOf(fact), [...(groups.get(keyOf(fact)) ?? []), fact]);
  return groups;
}

/** What time alone changed after `past` and before `until`. */
function* changesOfTime(
  bench: Bench,
  facts: readonly Fact[],
  past: Assessment | undefined,
  until: Instant,
): Generator<{ at: Instant; holds: Assessment }> {
  let at = past?.nextChangeAt;
  let holds = past;
  while (at !== undefined && at < until) {
    const next = assessAsOf(bench, facts, { at, past: holds, happened: [] });
    yield { at, holds: next };
    // A core that names no later instant would keep us here for ever.
    if (next.nextChangeAt !== undefined && next.nextChangeAt <= at) return;
    holds = next;
    at = next.nextChangeAt;
  }
}

function assessAsOf(
  { core, catalogue }: Bench,
  facts: readonly Fact[],
  step: { at: Instant; past: Assessment | undefined; happened: readonly Fact[] },
): Assessment {
  const { at, past, happened } = step;
  const isReopened = happened.some(({ type }) => type === 'command.reopen.v1');
  const dossier = core.fold(facts, { asOf: at });
  const closed = past?.closed === true && !isReopened;
  return assessStanding({ core, catalogue, now: at }, { facts, dossier, closed });
}

// The plan holds for the whole story, but the project was not registered before it was.
function withOwnRegistration(steps: readonly Step[], facts: readonly Fact[]): Step[] {
  const registration = facts.find(({ type }) => type === 'command.register.v1');
  const [first, ...rest] = steps;
  if (!registration || !first) return [...steps];
  const isOwn = ({ kind }: TimelineEntry) => kind === 'registered';
  const own = {
    at: fromMillis(toMillis(registration.occurredAt)),
    entries: first.entries.filter(isOwn),
  };
  const others = { at: first.at, entries: first.entries.filter((entry) => !isOwn(entry)) };
  return [others, ...rest, own]
    .filter(({ entries }) => entries.length > 0)
    .sort((a, b) => toMillis(a.at) - toMillis(b.at));
}
