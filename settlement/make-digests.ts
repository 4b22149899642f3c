import type { DigestKind } from '../domain/alert/message.ts';
import { resolveRecipients, type Member } from '../domain/alert/recipients.ts';
import type { AlertRules, DigestRule, Recipient } from '../domain/alert/rules.ts';
import { isWorkingDay } from '../domain/calendar.ts';
import type { WorkingCalendar } from '../domain/definitions.ts';
import { momentOn } from '../domain/office-hours.ts';
import type { Day, Instant } from '../domain/time.ts';
import { addDays, dayOf, weekdayOf } from '../domain/time.ts';
import { domainNow } from '../readmodel/clock.ts';
import {
  addNotices,
  isNoticeGiven,
  peopleWithDigest,
  type NewNotice,
} from '../readmodel/notices.ts';
import { listPeople, memberOf } from '../readmodel/people.ts';
import { inTransaction, type Queryable } from '../readmodel/pool.ts';
import { postsOfOpenProjects, type Posts } from '../readmodel/posts.ts';
import type { MailDeps } from './gather-message.ts';
import type { Catalogue } from '../schemas/definitions.ts';
import { aheadNotices } from './ahead-notices.ts';
import { parkAlerting } from './pace.ts';

/** A digest whose hour has come. */
export interface DueDigest {
  kind: DigestKind;
  at: Instant;
  to: Recipient[];
}

/**
 * Gives everybody who gets a digest a notice of it, once a day and only between its hour and the
 * evening; what it says is found when it is told. Says whose mailboxes are to be rung.
 */
export async function makeDigests(
  { pool, rules, clockOffsetMs }: MailDeps,
  groups: readonly string[],
): Promise<string[]> {
  const catalogue = await rules.now(pool);
  const alerting = parkAlerting(catalogue);
  const now = await domainNow(pool, clockOffsetMs);
  if (!alerting) return [];
  const rung: string[] = [];
  for (const digest of dueDigests(alerting, catalogue.calendar, now)) {
    const stepId = `${digest.kind}/${dayOf(now)}`;
    if (await isNoticeGiven(pool, stepId)) continue;
    const given = await inTransaction(pool, async (client) =>
      addNotices(client, await noticesOf(client, digest, { stepId, groups, now, catalogue }), now),
    );
    rung.push(...given);
  }
  return rung;
}

/** The digests that are to be told at a moment; the weekly one on the first working day of a week. */
export function dueDigests(
  { digests: { daily, weekly }, hours }: Pick<AlertRules, 'digests' | 'hours'>,
  calendar: WorkingCalendar,
  now: Instant,
): DueDigest[] {
  const today = dayOf(now);
  if (!isWorkingDay(calendar, today).working || now >= momentOn(today, hours.quietFrom)) return [];
  const due = (kind: DigestKind, { at, to }: DigestRule): DueDigest[] =>
    now >= momentOn(today, at) ? [{ kind, at: momentOn(today, at), to }] : [];
  return [...(isFirstOfWeek(calendar, today) ? due('weekly', weekly) : []), ...due('daily', daily)];
}

// A make-up Sunday belongs to the week that it ends.
function isFirstOfWeek(calendar: WorkingCalendar, today: Day): boolean {
  for (let day = today; weekdayOf(day) !== 1;) {
    day = addDays(day, -1);
    if (isWorkingDay(calendar, day).working) return false;
  }
  return true;
}

interface DigestView {
  stepId: string;
  groups: readonly string[];
  now: Instant;
  catalogue: Catalogue;
}

async function noticesOf(
  client: Queryable,
  { kind, at, to }: DueDigest,
  { stepId, groups, now, catalogue }: DigestView,
): Promise<NewNotice[]> {
  const members = (await listPeople(client)).map(memberOf);
  const projects = await postsOfOpenProjects(client);
  const isDaily = kind === 'daily';
  const ahead = isDaily ? await aheadNotices(client, { catalogue, members, at }) : [];
  const waiting = isDaily ? await peopleWithDigest(client, now) : [];
  const readers = readersOf(to, { members, projects, today: dayOf(now) });
  const told = ahead.map(({ person }) => person);
  const people = new Set([...readers, ...waiting, ...told, ...groups]);
  const digests = [...people].map(
    (person) => ({ person, kind, stepId, how: 'push', dueAt: at }) as const,
  );
  return [...ahead, ...digests];
}

// A digest is about one's own projects: a substitute has a digest of one's own, so who is away keeps theirs.
function readersOf(
  to: readonly Recipient[],
  { members, projects, today }: { members: Member[]; projects: Posts[]; today: Day },
): string[] {
  return projects.flatMap((posts) =>
    resolveRecipients([...to], { posts, members, today }).map(
      ({ person, insteadOf }) => insteadOf ?? person,
    ),
  );
}
