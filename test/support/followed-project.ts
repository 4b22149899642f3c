import type { AlertCase, AlertStep } from '../../domain/alert/case.ts';
import { isCaseCommand } from '../../domain/alert/fact.ts';
import { followCases } from '../../domain/alert/follow-cases.ts';
import { judgeCase } from '../../domain/alert/judge-case.ts';
import { stepsOf } from '../../domain/alert/steps.ts';
import type { Assessment } from '../../domain/assessment.ts';
import { severity } from '../../domain/colour.ts';
import { core } from '../../domain/core.ts';
import type { Definitions } from '../../domain/definitions.ts';
import type { Dossier } from '../../domain/dossier.ts';
import type { Fact, FactOf, Registration } from '../../domain/fact.ts';
import type { Instant } from '../../domain/time.ts';
import { upstreamDate } from '../../domain/upstream.ts';
import type { FollowedApproval } from './followed-approval.ts';

/** A fact of the story: heard by its project at that moment. */
export interface Happening {
  at: Instant;
  project: string;
  fact: Fact;
  /** Of what an authority answers: the id of the request. */
  request?: string;
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
  dossier: Dossier | undefined;
  assessment: Assessment | undefined;
  /** By the ids of their levels. */
  approvals: Map<string, FollowedApproval>;
  /** How it stands, as its approvals were told last. */
  told: string;
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
  const dossier = core.fold(facts);
  const after = core.assess(dossier, definitions, now, { closed: before?.closed ?? false });
  const followed = followCases({
    ...{ cases, before, after, facts, now, policy, calendar },
    acts: news.filter(isCaseCommand),
    desired: core.desired(after).alerts,
    bornBy: bornBy(project, after, now, news),
  });
  project.dossier = dossier;
  project.assessment = after;
  project.cases = followed.cases;
  for (const one of followed.cases) if (followed.changed.includes(one.id)) plan(project, one);
}

/** Whether time alone would have made a signal as bad as it is; asked of few. */
function bornBy(
  { definitions, facts, assessment: before }: FollowedProject,
  after: Assessment,
  now: Instant,
  news: readonly Fact[],
) {
  if (news.length === 0) return () => 'date' as const;
  const earlier = facts.filter((fact) => !news.includes(fact));
  const colours = ({ signals }: Assessment) =>
    new Map(signals.map(({ id, colour }) => [id, severity(colour)]));
  let byTime: ReadonlyMap<string, number> | undefined;
  return (signal: string) => {
    byTime ??= before
      ? colours(core.assess(core.fold(earlier), definitions, now, { closed: before.closed }))
      : new Map();
    const is = colours(after).get(signal) ?? 0;
    return (byTime.get(signal) ?? -1) >= is ? ('date' as const) : ('news' as const);
  };
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
