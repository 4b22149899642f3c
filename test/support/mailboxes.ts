import type { AlertCase, AlertStep } from '../../domain/alert/case.ts';
import type { NoticeKind } from '../../domain/alert/message.ts';
import { nextTry } from '../../domain/alert/next-try.ts';
import {
  planSlot,
  type Pace,
  type QuietHours,
  type WaitingNotice,
} from '../../domain/alert/slot.ts';
import { waysTo, type Reachable } from '../../domain/alert/ways.ts';
import type { WorkingCalendar } from '../../domain/definitions.ts';
import { dayOf, type Day, type Instant } from '../../domain/time.ts';

/** A step of an alert as one person is told of it, or a digest. */
export interface ToldStep {
  project: string;
  alert: string;
  episode: number;
  kind: NoticeKind;
  /** Of the alert's step. */
  stepId?: string;
  /** Of what is told ahead: the day of the new colour. */
  day?: Day;
  severity?: AlertCase['severity'] | undefined;
}

/** One message that makes one person's telephone ring. */
export interface Message {
  at: Instant;
  person: string;
  kind: 'alerts' | 'digest' | 'safety';
  /** By which it is tried first; `inbox` where no channel reaches the person. */
  channel: string;
  told: ToldStep[];
  /** What its digest names beside. */
  digest: string[];
}

/** Of a mailbox. */
export interface Owner extends Reachable {
  quiet: QuietHours | null;
}

type Waiting = WaitingNotice & { step: ToldStep };

interface Mailbox {
  waiting: Waiting[];
  nextAt: Instant | undefined;
}

interface Post {
  calendar: WorkingCalendar;
  pace: Pace;
  /** That the park has; by default none. */
  channels?: readonly string[];
  owners?: ReadonlyMap<string, Owner>;
  /** What a digest tells beside what else is told with it; it goes to nobody to whom it tells nothing. By default it tells all. */
  digestOf?: (person: string, told: readonly ToldStep[], now: Instant) => string[];
}

/** The mailboxes of a park in memory, by the rules of slot and budget of the core. */
export function createMailboxes({
  calendar,
  pace,
  channels = [],
  owners,
  digestOf = () => ['all'],
}: Post) {
  const boxes = new Map<string, Mailbox>();
  const messages: Message[] = [];
  let ids = 0;

  const boxOf = (person: string): Mailbox => {
    const box = boxes.get(person) ?? { waiting: [], nextAt: undefined };
    boxes.set(person, box);
    return box;
  };
  const pushedOn = (person: string, now: Instant): number =>
    messages.filter(
      (one) => one.person === person && one.kind !== 'safety' && dayOf(one.at) === dayOf(now),
    ).length;
  const send = (person: string, box: Mailbox, ids: readonly number[], now: Instant): void => {
    const due = box.waiting.filter(({ id }) => ids.includes(id));
    const isDigest = due.some(isOfDigest);
    const digest = isDigest
      ? digestOf(
          person,
          due.map(({ step }) => step),
          now,
        )
      : [];
    const told = digest.length > 0 ? due : due.filter((one) => !isOfDigest(one));
    box.waiting = box.waiting.filter(({ id }) => !ids.includes(id));
    const isSafety = told.some(({ how }) => how === 'safety');
    const kind = isSafety ? 'safety' : told.every(isOfDigest) ? 'digest' : 'alerts';
    const channel = channelOf(owners?.get(person), channels, now);
    const steps = told.map(({ step }) => step);
    if (told.length > 0) messages.push({ at: now, person, kind, channel, told: steps, digest });
  };

  return {
    messages,
    add(person: string, how: AlertStep['how'], step: ToldStep, now: Instant): void {
      const box = boxOf(person);
      box.waiting.push({ id: (ids += 1), kind: step.kind, how, readyAt: now, step });
      box.nextAt = now;
    },
    /** Who has something that waits for a digest. */
    withDigest: (): string[] =>
      [...boxes].flatMap(([person, { waiting }]) =>
        waiting.some(({ how }) => how === 'digest') ? [person] : [],
      ),
    /** What is over by now is told no more. */
    drop(isOver: (step: ToldStep) => boolean): void {
      for (const box of boxes.values())
        box.waiting = box.waiting.filter((one) => !isOver(one.step));
    },
    next: (): Instant | undefined =>
      [...boxes.values()].map(({ nextAt }) => nextAt).reduce(earliest, undefined),
    /** Hands over what is due. Returns the messages of this moment. */
    work(now: Instant): Message[] {
      const before = messages.length;
      for (const [person, box] of boxes) {
        if (box.nextAt === undefined || box.nextAt > now) continue;
        const quiet = owners?.get(person)?.quiet;
        const view = {
          ...{ now, calendar, pace, pushedToday: pushedOn(person, now), isBusy: false },
          ...(quiet && { quiet }),
        };
        const plan = planSlot(box.waiting, view);
        send(person, box, plan.safety, now);
        send(person, box, plan.push, now);
        const { hold } = plan;
        if (hold) {
          box.waiting = box.waiting.map((one) =>
            hold.ids.includes(one.id) ? { ...one, readyAt: hold.until } : one,
          );
        }
        box.nextAt = plan.nextAt;
      }
      return messages.slice(before);
    },
  };
}

const isOfDigest = ({ kind }: Waiting): boolean => kind === 'daily' || kind === 'weekly';

function channelOf(owner: Owner | undefined, channels: readonly string[], now: Instant): string {
  const names = owner ? waysTo(owner, (name) => channels.includes(name)) : [];
  const ways = names.map((name) => ({ name, repeatableForMs: 0 }));
  const next = nextTry([], ways, now);
  return next.do === 'send' ? next.channel : 'inbox';
}

/** The earlier of two moments of which either may be none. */
export const earliest = (a: Instant | undefined, b: Instant | undefined): Instant | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;
