import { bornBy } from '../alert/born-by.ts';
import type { AlertCase, AlertStep } from '../alert/case.ts';
import { isCaseCommand } from '../alert/fact.ts';
import { followCases } from '../alert/follow-cases.ts';
import { stepsOf } from '../alert/steps.ts';
import type { Assessment } from '../assessment.ts';
import { core } from '../core.ts';
import type { Definitions } from '../definitions.ts';
import type { Fact } from '../fact.ts';
import type { Instant } from '../time.ts';
import { earlierOf } from '../time.ts';
import { hearOut, type StandingPair } from './project-and-approval.ts';

/** A step of an alert that was done. */
export interface DoneStep extends AlertStep {
  alert: string;
}

/** A project's life up to a moment. */
export interface Life {
  assessment: Assessment;
  cases: readonly AlertCase[];
  /** In order of time. */
  done: DoneStep[];
}

/**
 * Lives through the facts as the engine would, with no time between a moment and what is done about
 * it: settled at each arrival and at each instant at which time alone changes something. At least
 * one fact, the registration first.
 */
export function liveThrough(
  facts: readonly Fact[],
  definitions: Definitions,
  until: Instant,
): Life {
  const agenda = createAgenda();
  let life = begin(facts, definitions, until);
  for (;;) {
    agenda.doBefore(life.now);
    const { cases, changed } = carriedOn(life, definitions);
    for (const one of cases) {
      if (changed.includes(one.id)) agenda.want(one.id, stepsOf(one, definitions.calendar));
    }
    const now = nextMoment(life, facts);
    if (now === undefined || now > until) {
      return { assessment: life.after.assessment, cases, done: agenda.doneBy(until) };
    }
    const news = facts.filter(({ arrivedAt }) => arrivedAt === now);
    const { closed } = life.after.assessment;
    const after = hearOut(life.after, news, definitions, { now, closed });
    life = { before: life.after, after, news, cases, now };
  }
}

/** One settle: what came in, how it stood before and how it stands now. */
interface Moment {
  before: StandingPair | undefined;
  after: StandingPair;
  news: readonly Fact[];
  cases: readonly AlertCase[];
  now: Instant;
}

function begin(facts: readonly Fact[], definitions: Definitions, until: Instant): Moment {
  const now = facts.map(({ arrivedAt }) => arrivedAt).reduce(earlierOf, until);
  const news = facts.filter(({ arrivedAt }) => arrivedAt === now);
  const after = hearOut({ facts: [] }, news, definitions, { now, closed: false });
  return { before: undefined, after, news, cases: [], now };
}

function carriedOn(moment: Moment, { policy, calendar, ...rest }: Definitions) {
  const { before, after, news, cases, now } = moment;
  return followCases({
    ...{
      cases,
      acts: news.filter(isCaseCommand),
      before: before?.assessment,
      after: after.assessment,
    },
    desired: core.desired(after.assessment).alerts,
    ...{ facts: after.facts, now, policy, calendar },
    bornBy: bornByOf(moment, { policy, calendar, ...rest }),
  });
}

function nextMoment({ after: { nextChangeAt }, now }: Moment, facts: readonly Fact[]) {
  const arrivals = facts.map(({ arrivedAt }) => arrivedAt);
  const coming = [...arrivals, nextChangeAt].filter((at) => at !== undefined && at > now);
  return coming.sort()[0];
}

function bornByOf({ before, after, now }: Moment, definitions: Definitions) {
  if (before?.facts.length === after.facts.length) return () => 'date' as const;
  return bornBy(
    core,
    after.assessment,
    () => before && core.assess(core.fold(before.facts), definitions, now, { closed: false }),
  );
}

/** The steps of all alerts: what was promised keeps its time, and what is not wanted any more is not done. */
function createAgenda() {
  const open = new Map<string, DoneStep>();
  const known = new Set<string>();
  const done: DoneStep[] = [];
  const doWhile = (isDue: (at: Instant) => boolean): void => {
    for (const [id, step] of open) {
      if (!isDue(step.at)) continue;
      done.push(step);
      open.delete(id);
    }
  };
  return {
    doBefore(now: Instant): void {
      doWhile((at) => at < now);
    },
    want(alert: string, steps: readonly AlertStep[]): void {
      const wanted = new Map(steps.map((step) => [`${alert}/${step.id}`, step]));
      for (const [id, step] of open) if (step.alert === alert && !wanted.has(id)) open.delete(id);
      for (const [id, step] of wanted) {
        if (!known.has(id)) open.set(id, { ...step, alert });
        known.add(id);
      }
    },
    doneBy(until: Instant): DoneStep[] {
      doWhile((at) => at <= until);
      return done.sort((a, b) => (`${a.at} ${a.alert}` < `${b.at} ${b.alert}` ? -1 : 1));
    },
  };
}
