import type { AlertCase, AlertStep } from '../../domain/alert/case.ts';
import { resolveRecipients, type Member } from '../../domain/alert/recipients.ts';
import { isToBeTold } from '../../domain/alert/asked-of.ts';
import { aheadStep, saidAheadBy, turnsAhead } from '../../domain/alert/told-ahead.ts';
import type { AlertRules, Recipient } from '../../domain/alert/rules.ts';
import { isWorkingDay } from '../../domain/calendar.ts';
import type { Definitions, WorkingCalendar } from '../../domain/definitions.ts';
import type { Fact, Registration } from '../../domain/fact.ts';
import { momentOn } from '../../domain/office-hours.ts';
import { addDays, dayOf, weekdayOf, type Day, type Instant } from '../../domain/time.ts';
import type { ParsedRequest } from '../../schemas/parse-approval-request.ts';
import { settleAndHearOut, turnsOf } from './followed-pair.ts';
import {
  hears,
  upstreamNews,
  type FollowedProject,
  type Happening,
  type KeptStep,
} from './followed-project.ts';
import { digestOf } from './digest-news.ts';
import { createMailboxes, earliest, type Message, type Owner, type ToldStep } from './mailboxes.ts';

/** What people do about messages: commands, each at its time. */
export type Habits = (
  message: Message,
  caseOf: (project: string, id: string) => AlertCase | undefined,
) => Happening[];

/** What authorities and utilities answer to what is asked of them, each at its time. */
export type Authorities = (request: ParsedRequest, now: Instant) => Happening[];

/** A step that was done, with what was known when it was. */
export interface DoneStep {
  project: string;
  alert: string;
  step: AlertStep;
  bornBy: AlertCase['bornBy'];
  /** A silent source could have prevented what the signal says now. */
  inDoubt: boolean;
}

/** A park whose people live by these rules. */
interface Park {
  projects: readonly { registration: Registration; definitions: Definitions }[];
  happenings: readonly Happening[];
  habits: Habits;
  authorities: Authorities;
  members: readonly (Member & Owner)[];
  /** The channels that the park has. */
  channels: readonly string[];
  calendar: WorkingCalendar;
  alerting: AlertRules;
}

interface World extends Omit<Park, 'projects' | 'happenings'> {
  projects: ReadonlyMap<string, FollowedProject>;
  boxes: ReturnType<typeof createMailboxes>;
  /** In order of time. */
  waiting: Happening[];
  done: DoneStep[];
  settles: number;
  /** Who was told ahead of which day off, by person, project, alert and step. */
  ahead: Set<string>;
  /** When everybody's last digest was due. */
  digests: Map<string, Instant>;
  /** The day of the next digest. */
  day: Day;
}

/** A park until that moment, alone by the core: facts, dates, steps, messages, and what people do about them. */
export function walkAlerts(park: Park, until: Instant): World & { messages: Message[] } {
  const world = begin(park);
  for (;;) {
    const now = nextMoment(world);
    if (now === undefined || now >= until) return { ...world, messages: world.boxes.messages };
    settleAll(world, now);
    for (const project of world.projects.values()) perform(world, project, now);
    if (digestAt(world) <= now) {
      if (isWorkingDay(world.calendar, world.day).working) digest(world, now);
      world.day = addDays(world.day, 1);
    }
    const caseOf = (code: string, id: string) =>
      world.projects.get(code)?.cases.find((one) => one.id === id);
    for (const message of world.boxes.work(now)) {
      for (const act of world.habits(message, caseOf)) insert(world, act);
    }
  }
}

function begin({ projects, happenings, ...park }: Park): World {
  const waiting = [...happenings].sort((a, b) => (a.at < b.at ? -1 : 1));
  const followed = projects.map((one): [string, FollowedProject] => [
    one.registration.code,
    {
      ...{ ...one, facts: [], cases: [], dossier: undefined, assessment: undefined },
      ...{ approvals: new Map(), told: '', steps: new Map() },
    },
  ]);
  const boxes = createMailboxes({
    ...{ calendar: park.calendar, pace: park.alerting, channels: park.channels },
    owners: new Map(park.members.map((one) => [one.id, one])),
    digestOf(person, told, now) {
      const since = world.digests.get(person);
      world.digests.set(person, now);
      return digestOf(world, { person, told, now, since });
    },
  });
  const day = dayOf(waiting[0]?.at ?? '');
  const world: World = {
    ...{ ...park, projects: new Map(followed), boxes, waiting, day },
    ...{ done: [], settles: 0, ahead: new Set(), digests: new Map() },
  };
  return world;
}

const digestAt = ({ day, alerting }: World): Instant => momentOn(day, alerting.digests.daily.at);

function nextMoment(world: World): Instant | undefined {
  const { waiting, boxes, projects } = world;
  const times = [waiting[0]?.at, boxes.next(), digestAt(world)];
  for (const project of projects.values()) {
    times.push(...turnsOf(project));
    for (const { step, done } of project.steps.values()) if (!done) times.push(step.at);
  }
  return times.reduce(earliest, undefined);
}

function insert({ waiting }: World, happening: Happening): void {
  const place = waiting.findIndex(({ at }) => at > happening.at);
  waiting.splice(place < 0 ? waiting.length : place, 0, happening);
}

/** Settles every project that has heard something, or whose time has come. */
function settleAll(world: World, now: Instant): void {
  const rung = heardBy(world, now);
  for (const project of world.projects.values()) {
    const isDue = turnsOf(project).some((at) => at !== undefined && at <= now);
    const news = rung.get(project) ?? [];
    if (news.length > 0 || isDue) settle(world, project, now, news);
  }
}

function heardBy({ waiting, projects }: World, now: Instant): Map<FollowedProject, Fact[]> {
  const heard = new Map<FollowedProject, Fact[]>();
  for (let next = waiting[0]; next && next.at <= now; next = waiting[0]) {
    waiting.shift();
    const project = projects.get(next.project);
    if (!project || !hears(project, next.fact)) continue;
    heard.set(project, [...(heard.get(project) ?? []), next.fact]);
  }
  return heard;
}

function settle(world: World, project: FollowedProject, now: Instant, news: readonly Fact[]): void {
  world.settles += 1;
  for (const request of settleAndHearOut(project, now, news)) ask(world, request, now);
  for (const other of world.projects.values()) {
    for (const told of upstreamNews(project, other, now)) insert(world, told);
  }
  world.boxes.drop((told) => isOver(project, told));
}

// What was asked for under one id is called off under that id and `/closed`.
function ask(world: World, request: ParsedRequest, now: Instant): void {
  if (request.type === 'approval.item.closed.v1') {
    world.waiting = world.waiting.filter((one) => `${one.request ?? ''}/closed` !== request.id);
  }
  for (const answer of world.authorities(request, now)) insert(world, answer);
}

/** Whether a person who has not heard of it yet need not hear of it any more. */
function isOver({ registration, cases }: FollowedProject, told: ToldStep): boolean {
  if (told.stepId === undefined || told.project !== registration.code) return false;
  const one = cases.find(({ id }) => id === told.alert);
  return one !== undefined && !isToBeTold(one, told.stepId);
}

function perform(world: World, project: FollowedProject, now: Instant): void {
  for (const kept of project.steps.values()) {
    if (kept.done || kept.step.at > now) continue;
    kept.done = true;
    tell(world, project, kept, now);
  }
}

function tell(world: World, project: FollowedProject, { alert, step }: KeptStep, now: Instant) {
  const { registration, cases } = project;
  const { kind, severity, how, to } = step;
  const one = cases.find(({ id }) => id === alert);
  const about = { project: registration.code, alert };
  const inDoubt = isInDoubt(project, alert, severity);
  world.done.push({ ...about, step, bornBy: one?.bornBy ?? 'news', inDoubt });
  const ahead = one && saidAheadBy(step, one);
  const informed = (person: string): boolean =>
    ahead !== undefined && world.ahead.has([person, about.project, alert, ahead].join());
  const told = { ...about, episode: one?.episode ?? 0, kind, severity, stepId: step.id };
  for (const person of peopleOf(world, project, to, dayOf(now))) {
    if (!informed(person)) world.boxes.add(person, how, told, now);
  }
}

function isInDoubt(
  { assessment }: FollowedProject,
  alert: string,
  severity: AlertStep['severity'],
): boolean {
  const held = assessment?.signals.find(({ id }) => id === alert)?.unverified?.heldColour;
  return held !== undefined && held !== severity;
}

const peopleOf = (
  { members }: World,
  { assessment }: FollowedProject,
  to: AlertStep['to'],
  today: Day,
): string[] =>
  resolveRecipients(to, { posts: assessment?.people ?? {}, members, today }).map(
    ({ person }) => person,
  );

function digest(world: World, now: Instant): void {
  const today = dayOf(now);
  const open = [...world.projects.values()].filter(({ cases }) =>
    cases.some(({ state }) => state !== 'closed'),
  );
  const readers = (to: readonly Recipient[]) =>
    open.flatMap((project) => peopleOf(world, project, [...to], today));
  const give = (kind: 'daily' | 'weekly', people: string[]): void => {
    const about = { project: '', alert: '', episode: 0, kind };
    for (const person of new Set(people)) world.boxes.add(person, 'push', about, now);
  };
  for (const project of world.projects.values()) tellAhead(world, project, now);
  const { daily, weekly } = world.alerting.digests;
  if (weekdayOf(today) === 1) give('weekly', readers(weekly.to));
  give('daily', [...readers(daily.to), ...world.boxes.withDigest()]);
}

function tellAhead(world: World, project: FollowedProject, now: Instant): void {
  const { assessment, definitions, registration } = project;
  const view = { today: dayOf(now), calendar: world.calendar, policyOf: () => definitions.policy };
  for (const { id, day, to } of assessment ? turnsAhead(assessment, view) : []) {
    const about = { project: registration.code, alert: id, episode: 0, kind: 'ahead' as const };
    for (const person of peopleOf(world, project, to, view.today)) {
      world.ahead.add([person, about.project, id, aheadStep(day)].join());
      world.boxes.add(person, 'digest', { ...about, day, severity: 'blue' }, now);
    }
  }
}
