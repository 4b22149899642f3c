import type { AlertCase, AlertStep } from '../../domain/alert/case.ts';
import type { CaseCommand } from '../../domain/alert/fact.ts';
import { CASE_COMMANDS } from '../../domain/alert/fact.ts';
import { followCases } from '../../domain/alert/follow-cases.ts';
import { judgeCase } from '../../domain/alert/judge-case.ts';
import { resolveRecipients, type Member } from '../../domain/alert/recipients.ts';
import { USUAL_PACE } from '../../domain/alert/slot.ts';
import { stepsOf } from '../../domain/alert/steps.ts';
import type { Assessment } from '../../domain/assessment.ts';
import { isWorkingDay } from '../../domain/calendar.ts';
import { core } from '../../domain/core.ts';
import type { Definitions } from '../../domain/definitions.ts';
import type { Fact, FactOf, Registration } from '../../domain/fact.ts';
import { momentOn } from '../../domain/office-hours.ts';
import { addDays, dayOf, weekdayOf, type Day, type Instant } from '../../domain/time.ts';
import { upstreamDate } from '../../domain/upstream.ts';
import { createMailboxes, earliest, type Message } from './mailboxes.ts';

/** A fact of the story: heard by its project at that moment. */
export interface Happening {
  at: Instant;
  project: string;
  fact: Fact;
}

/** What people do about messages: commands, each at its time. */
export type Habits = (
  message: Message,
  caseOf: (project: string, id: string) => AlertCase | undefined,
) => Happening[];

/** A step that was done, with what was known when it was. */
export interface DoneStep {
  project: string;
  alert: string;
  step: AlertStep;
  bornBy: AlertCase['bornBy'];
  /** A silent source could have prevented what the signal says now. */
  inDoubt: boolean;
}

interface Project {
  registration: Registration;
  definitions: Definitions;
  facts: Fact[];
  cases: AlertCase[];
  assessment: Assessment | undefined;
  /** By alert and step; done ones stay. */
  steps: Map<string, { alert: string; step: AlertStep; done: boolean }>;
}

/** A park over a time, alone by the core: facts, dates, steps, messages, and what people do about them. */
export function walkAlerts({
  projects: list,
  happenings,
  habits,
  members,
  until,
}: {
  projects: readonly { registration: Registration; definitions: Definitions }[];
  happenings: readonly Happening[];
  habits: Habits;
  members: readonly Member[];
  until: Instant;
}) {
  const projects = new Map(
    list.map((one): [string, Project] => [
      one.registration.code,
      { ...one, facts: [], cases: [], assessment: undefined, steps: new Map() },
    ]),
  );
  const [{ definitions }] = list as [(typeof list)[number]]; // `as`: a park has projects
  const { calendar, policy } = definitions;
  const alerting = policy.alerting;
  const boxes = createMailboxes({ calendar, pace: alerting ?? USUAL_PACE });
  const waiting = [...happenings].sort((a, b) => (a.at < b.at ? -1 : 1));
  const done: DoneStep[] = [];
  let settles = 0;

  const insert = (happening: Happening): void => {
    const place = waiting.findIndex(({ at }) => at > happening.at);
    waiting.splice(place < 0 ? waiting.length : place, 0, happening);
  };
  const settle = (project: Project, now: Instant, news: readonly Fact[]): void => {
    settles += 1;
    settleOne(project, now, news);
    for (const other of projects.values()) tellUpstream(project, other, now).forEach(insert);
    boxes.drop(({ project: code, alert, kind, severity }) => {
      if (severity === undefined || code !== project.registration.code) return false;
      const one = project.cases.find(({ id }) => id === alert);
      return kind !== 'notify' && kind !== 'note' ? one?.state !== 'open' : one?.state === 'closed';
    });
  };
  const perform = (project: Project, now: Instant): void => {
    for (const kept of project.steps.values()) {
      if (kept.done || kept.step.at > now) continue;
      kept.done = true;
      const { alert, step } = kept;
      const posts = project.assessment?.people ?? {};
      const one = project.cases.find(({ id }) => id === alert);
      const signal = project.assessment?.signals.find(({ id }) => id === alert);
      const { code } = project.registration;
      const held =
        signal?.unverified !== undefined && signal.unverified.heldColour !== step.severity;
      done.push({ project: code, alert, step, bornBy: one?.bornBy ?? 'news', inDoubt: held });
      for (const { person } of resolveRecipients(step.to, { posts, members, today: dayOf(now) })) {
        const { kind, severity, how } = step;
        const told = { project: code, alert, episode: one?.episode ?? 0, kind, severity };
        boxes.add(person, how, told, now);
      }
    }
  };
  const digest = (now: Instant): void => {
    if (!alerting) return;
    const today = dayOf(now);
    const readers = (to: (typeof alerting.digests.daily)['to']) =>
      [...projects.values()]
        .filter(({ cases }) => cases.some(({ state }) => state !== 'closed'))
        .flatMap(({ assessment }) =>
          resolveRecipients([...to], { posts: assessment?.people ?? {}, members, today }),
        )
        .map(({ person }) => person);
    const { daily, weekly } = alerting.digests;
    const give = (kind: 'daily' | 'weekly', people: string[]): void => {
      for (const person of new Set(people)) {
        boxes.add(person, 'push', { project: '', alert: '', episode: 0, kind }, now);
      }
    };
    if (weekdayOf(today) === 1) give('weekly', readers(weekly.to));
    give('daily', [...readers(daily.to), ...boxes.withDigest()]);
  };

  let day: Day = dayOf(waiting[0]?.at ?? until);
  for (;;) {
    const digestAt = momentOn(day, alerting?.digests.daily.at ?? '08:30');
    const times = [waiting[0]?.at, boxes.next(), digestAt];
    for (const { assessment, steps } of projects.values()) {
      times.push(assessment?.nextChangeAt);
      for (const { step, done: isDone } of steps.values()) if (!isDone) times.push(step.at);
    }
    const now = times.reduce(earliest, undefined);
    if (now === undefined || now >= until) break;
    const rung = new Map<Project, Fact[]>();
    while (waiting[0] && waiting[0].at <= now) {
      const happening = waiting.shift();
      const project = happening && projects.get(happening.project);
      if (!project || !isAccepted(happening.fact, project)) continue;
      project.facts.push(happening.fact);
      rung.set(project, [...(rung.get(project) ?? []), happening.fact]);
    }
    for (const project of projects.values()) {
      const isDue = (project.assessment?.nextChangeAt ?? until) <= now;
      if (isDue && !rung.has(project)) rung.set(project, []);
    }
    for (const [project, news] of rung) settle(project, now, news);
    for (const project of projects.values()) perform(project, now);
    if (digestAt <= now) {
      if (isWorkingDay(calendar, day).working) digest(now);
      day = addDays(day, 1);
    }
    const caseOf = (code: string, id: string) =>
      projects.get(code)?.cases.find((one) => one.id === id);
    for (const message of boxes.work(now)) habits(message, caseOf).forEach(insert);
  }
  return { messages: boxes.messages, done, settles, projects };
}

function isAccepted(fact: Fact, { cases }: Project): boolean {
  return !isOfCase(fact) || judgeCase(fact, cases).accepted;
}

const isOfCase = (fact: Fact): fact is CaseCommand =>
  (CASE_COMMANDS as readonly string[]).includes(fact.type);

function settleOne(project: Project, now: Instant, news: readonly Fact[]): void {
  const { definitions, facts, cases, assessment: before } = project;
  const { policy, calendar } = definitions;
  const after = core.assess(core.fold(facts), definitions, now, {
    closed: before?.closed ?? false,
  });
  const followed = followCases({
    ...{ cases, before, after, facts, now, policy, calendar },
    acts: news.filter(isOfCase),
    desired: core.desired(after).alerts,
    bornBy: () => (news.length > 0 ? 'news' : 'date'),
  });
  project.assessment = after;
  project.cases = followed.cases;
  for (const one of followed.cases) if (followed.changed.includes(one.id)) plan(project, one);
}

/** What is promised keeps its time; what is no longer wanted is not done any more. */
function plan({ steps, definitions: { calendar } }: Project, one: AlertCase): void {
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

function tellUpstream(from: Project, to: Project, now: Instant): Happening[] {
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
