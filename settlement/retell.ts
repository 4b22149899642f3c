import type { TimelineEntry } from '../domain/timeline-entry.ts';
import type { Fact } from '../domain/fact.ts';
import type { Instant } from '../domain/time.ts';
import { dayOf, earlierOf, endOf, fromMillis, toMillis } from '../domain/time.ts';
import type { Assessed, Rules } from './rules.ts';
import { assessStanding, foldStanding } from './rules.ts';
import { factsAfterClosing } from './story.ts';

interface Step {
  at: Instant;
  entries: TimelineEntry[];
}

/** A story told again. */
export interface Story<A> {
  /** Ascending; only those in which something happened. */
  steps: Step[];
  /** What holds at the end, exactly as a settle would find it. */
  end: A;
}

/**
 * A subject's story told again from its facts by today's rules: what was true at each instant at
 * which something happened or time alone changed something, whenever we came to know of it.
 */
export function retell<D, A extends Assessed>(
  { rules, now }: { rules: Rules<D, A>; now: Instant },
  facts: readonly Fact[],
  closed: boolean,
): Story<A> {
  const steps: Step[] = [];
  let past: A | undefined;
  const tell = (at: Instant, next: A | undefined, late: readonly Fact[] = []) => {
    if (!next) return;
    const lateness = past?.closed ? factsAfterClosing(late) : [];
    const entries = [...lateness, ...rules.edges(past, next)];
    if (entries.length > 0) steps.push({ at, entries });
    past = next;
  };
  for (const { at, happened } of moments(facts, now)) {
    for (const changed of changesOfTime(rules, facts, past, at)) tell(changed.at, changed.holds);
    tell(at, assessAsOf(rules, facts, { at, past, happened }), happened);
  }
  for (const { at, holds } of changesOfTime(rules, facts, past, now)) tell(at, holds);
  const end = assessStanding(rules, foldStanding(rules, facts, closed), now);
  tell(now, end);
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
function* changesOfTime<D, A extends Assessed>(
  rules: Rules<D, A>,
  facts: readonly Fact[],
  past: A | undefined,
  until: Instant,
): Generator<{ at: Instant; holds: A }> {
  let at = past?.nextChangeAt;
  let holds = past;
  while (at !== undefined && at < until) {
    const next = assessAsOf(rules, facts, { at, past: holds, happened: [] });
    if (!next) return;
    yield { at, holds: next };
    // A core that names no later instant would keep us here for ever.
    if (next.nextChangeAt !== undefined && next.nextChangeAt <= at) return;
    holds = next;
    at = next.nextChangeAt;
  }
}

/** `undefined` before it is said what the subject is. */
function assessAsOf<D, A extends Assessed>(
  rules: Rules<D, A>,
  facts: readonly Fact[],
  step: { at: Instant; past: A | undefined; happened: readonly Fact[] },
): A | undefined {
  const { at, past, happened } = step;
  const isReopened = happened.some(isReopening);
  const dossier = rules.fold(facts, { asOf: at });
  const closed = past?.closed === true && !isReopened;
  return rules.isBegun(dossier) ? rules.assess(dossier, at, { closed }) : undefined;
}

const isReopening = (fact: Fact): boolean =>
  fact.type === 'command.reopen.v1' || (fact.type === 'project.standing.v1' && !fact.data.closed);

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
