import type { AlertCase, AlertStep } from '../../domain/alert/case.ts';
import { isCaseCommand } from '../../domain/alert/fact.ts';
import { followCases } from '../../domain/alert/follow-cases.ts';
import { judgeCase } from '../../domain/alert/judge-case.ts';
import { stepsOf } from '../../domain/alert/steps.ts';
import type { Assessment } from '../../domain/assessment.ts';
import { core } from '../../domain/core.ts';
import type { Definitions } from '../../domain/definitions.ts';
import type { Fact, FactOf, Registration } from '../../domain/fact.ts';
import type { Instant } from '../../domain/time.ts';
import { upstreamDate } from '../../domain/upstream.ts';

/** A fact of the story: heard by its project at that moment. */
export interface Happening {
  at: Instant;
  project: string;
  fact: Fact;
}

/** A step as a settle keeps it; done ones stay. */
export interface KeptStep {
  alert: string;
  step: AlertStep;
  done: boolean;
}

/** A project with its alerts in memory, as settles leave it. */
export interface FollowedProject {
  registration: Registration;
  definitions: Definitions;
  facts: Fact[];
  cases: AlertCase[];
  assessment: Assessment | undefined;
  /** By alert and step. */
  steps: Map<string, KeptStep>;
}

/** Takes a fact, unless it is a command that is refused. */
export function hears(project: FollowedProject, fact: Fact): boolean {
  const accepted = !isCaseCommand(fact) || judgeCase(fact, project.cases).accepted;
  if (accepted) project.facts.push(fact);
  return accepted;
}

/** Settles a project by the core alone; `news` are the facts that it has just heard. */
export function settleProject(project: FollowedProject, now: Instant, news: readonly Fact[]): void {
  const { definitions, facts, cases, assessment: before } = project;
  const { policy, calendar } = definitions;
  const after = core.assess(core.fold(facts), definitions, now, {
    closed: before?.closed ?? false,
  });
  const followed = followCases({
    ...{ cases, before, after, facts, now, policy, calendar },
    acts: news.filter(isCaseCommand),
    desired: core.desired(after).alerts,
    bornBy: () => (news.length > 0 ? 'news' : 'date'),
  });
  project.assessment = after;
  project.cases = followed.cases;
  for (const one of followed.cases) if (followed.changed.includes(one.id)) plan(project, one);
}

/** What is promised keeps its time; what is no longer wanted is not done any more. */
function plan({ steps, definitions: { calendar } }: FollowedProject, one: AlertCase): void {
  const wanted = stepsOf(one, calendar);
  const keys = new Set(wanted.map(({ id }) => `${one.id} ${id}`));
  for (const [key, { alert, done }] of steps) {
    if (alert === one.id && !done && !keys.has(key)) steps.delete(key);
  }
  for (const step of wanted) {
    const key = `${one.id} ${step.id}`;
    if (!steps.has(key)) steps.set(key, { alert: one.id, step, done: false });
  }
}

/** The dates of one project that another one waits for and does not know yet. */
export function upstreamNews(
  from: FollowedProject,
  to: FollowedProject,
  now: Instant,
): Happening[] {
  const { assessment } = from;
  if (!assessment) return [];
  return to.registration.dependencies.flatMap((edge): Happening[] => {
    const data = edge.on === assessment.code ? upstreamDate(assessment, edge.milestone) : undefined;
    if (!data) return [];
    const type = 'upstream.date.v1' as const;
    const isOwn = (fact: Fact): fact is FactOf<typeof type> =>
      fact.type === type && fact.data.project === edge.on && fact.data.milestone === edge.milestone;
    const told = to.facts.findLast(isOwn);
    if (told && JSON.stringify(told.data) === JSON.stringify(data)) return [];
    const source = `/upstream/${edge.on}`;
    const id = `${edge.milestone} ${now}`;
    const fact = { source, id, type, occurredAt: now, arrivedAt: now, data };
    return [{ at: now, project: to.registration.code, fact }];
  });
}
