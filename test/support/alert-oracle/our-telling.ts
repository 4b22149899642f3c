import type { AlertCase, AlertStep } from '../../../domain/alert/case.ts';
import type { CaseCommand } from '../../../domain/alert/fact.ts';
import { judgeCase } from '../../../domain/alert/judge-case.ts';
import { resolveRecipients, type Member } from '../../../domain/alert/recipients.ts';
import { USUAL_PACE } from '../../../domain/alert/slot.ts';
import { stepsOf } from '../../../domain/alert/steps.ts';
import type { Signal } from '../../../domain/assessment.ts';
import { dayOf, type Instant } from '../../../domain/time.ts';
import { calendar, defaultPolicy, follow } from '../following.ts';
import { createMailboxes, earliest, type Message } from '../mailboxes.ts';
import { TEAM, type ToldProject } from './states.ts';

/** A project's alerts and steps in memory. */
interface Followed {
  project: ToldProject;
  cases: AlertCase[];
  /** By alert and step; done ones stay. */
  steps: Map<string, { alert: string; step: AlertStep; done: boolean }>;
}

const MEMBERS: readonly Member[] = [
  { id: TEAM, offices: ['team'], active: true },
  { id: '主要领导-01', offices: ['mainLeader'], active: true },
  { id: '督查-01', offices: ['supervision'], active: true },
];

/** Our alerts by the core alone, under the shipped default policy: signals in, messages out. */
export function createOurTelling() {
  const all = new Map<string, Followed>();
  const boxes = createMailboxes({ calendar, pace: defaultPolicy.alerting ?? USUAL_PACE });
  const followedOf = (project: ToldProject): Followed => {
    const known = all.get(project.code) ?? { project, cases: [], steps: new Map() };
    all.set(project.code, known);
    return known;
  };
  const nextAt = (): Instant | undefined => {
    const open = [...all.values()].flatMap(({ steps }) =>
      [...steps.values()].flatMap(({ step, done }) => (done ? [] : [step.at])),
    );
    return [...open, boxes.next()].reduce(earliest, undefined);
  };

  return {
    /** One settle of a project: these signals hold now, and people have just done this. */
    settle(
      project: ToldProject,
      now: Instant,
      signals: readonly Signal[],
      acts: readonly CaseCommand[] = [],
    ): void {
      const followed = followedOf(project);
      for (const act of acts) mustBeAccepted(act, followed.cases);
      followed.cases = follow(followed.cases, now, { signals, acts }).cases;
      for (const one of followed.cases) plan(followed, one);
    },
    caseOf: ({ code }: ToldProject, signal: string): AlertCase | undefined =>
      all.get(code)?.cases.find(({ id }) => id === signal),
    cases: (): { project: ToldProject; one: AlertCase }[] =>
      [...all.values()].flatMap(({ project, cases }) => cases.map((one) => ({ project, one }))),
    /** Lets time pass until before that moment. Returns what rang in that time. */
    advance(until: Instant): Message[] {
      const before = boxes.messages.length;
      for (let now = nextAt(); now !== undefined && now < until; now = nextAt()) {
        for (const followed of all.values()) perform(followed, boxes, now);
        boxes.work(now);
      }
      return boxes.messages.slice(before);
    },
  };
}

function mustBeAccepted(act: CaseCommand, cases: readonly AlertCase[]): void {
  const verdict = judgeCase(act, cases);
  if (!verdict.accepted) throw new Error(`${act.type} was refused: ${verdict.code}`);
}

/** What is promised keeps its time; what is no longer wanted is not done any more. */
function plan({ steps }: Followed, one: AlertCase): void {
  const wanted = stepsOf(one, calendar);
  const ids = new Set(wanted.map(({ id }) => id));
  for (const [key, { alert, step, done }] of steps) {
    if (alert === one.id && !done && !ids.has(step.id)) steps.delete(key);
  }
  for (const step of wanted) {
    const key = `${one.id} ${step.id}`;
    if (!steps.has(key)) steps.set(key, { alert: one.id, step, done: false });
  }
}

type Mailboxes = ReturnType<typeof createMailboxes>;

function perform({ project, steps, cases }: Followed, boxes: Mailboxes, now: Instant): void {
  const { code, manager, patron } = project;
  const who = { posts: { manager, patron }, members: MEMBERS, today: dayOf(now) };
  for (const kept of steps.values()) {
    const { alert, step } = kept;
    if (kept.done || step.at > now) continue;
    kept.done = true;
    const episode = cases.find(({ id }) => id === alert)?.episode ?? 0;
    const { kind, severity, how, to } = step;
    for (const { person } of resolveRecipients(to, who)) {
      boxes.add(person, how, { project: code, alert, episode, kind, severity }, now);
    }
  }
}
