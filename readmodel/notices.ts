import type { AlertStep, Severity } from '../domain/alert/case.ts';
import type { NoticeKind } from '../domain/alert/message.ts';
import type { Told } from '../domain/alert/recipients.ts';
import type { Instant } from '../domain/time.ts';
import type { Queryable } from './pool.ts';

/** One thing that one person is to be told. */
export interface NewNotice extends Told {
  kind: NoticeKind;
  projectCode?: string;
  alertId?: string;
  /** With person and alert it makes a notice unique: of the alert's step, or such as `daily/2026-01-15`. */
  stepId: string;
  severity?: Severity;
  how: AlertStep['how'];
  /** Domain time: not told before. */
  dueAt: Instant;
  /** Words for its text, where no alert has them. */
  words?: Record<string, string>;
  traceparent?: string;
}

/** A notice that no message carries yet; times in domain time. */
export interface WaitingRow {
  id: number;
  kind: NoticeKind;
  projectCode: string | null;
  alertId: string | null;
  stepId: string;
  how: AlertStep['how'];
  insteadOf: string | null;
  words: Record<string, string>;
  /** When it is due, was added, or may be told again after it was held: the latest of these. */
  readyAt: Instant;
  traceparent: string | null;
}

/** From when on a notice may be told, in SQL: its time has come, it is there and not held any more. */
export const READY_AT = 'greatest(due_at, added_at, held_until)';

/**
 * Stores what people are to be told, in the transaction of what they are told of: the same notice
 * twice is one. Gives each person who has something new, whose mailbox is to be rung after it; `now`
 * is domain time.
 */
export async function addNotices(
  client: Queryable,
  notices: readonly NewNotice[],
  now: Instant,
): Promise<string[]> {
  if (notices.length === 0) return [];
  const { rows } = await client.query<{ person: string }>(
    `with added as (
       insert into notice (person, instead_of, kind, project_code, alert_id, step_id, severity, how,
         due_at, content, traceparent, added_at)
       select person, instead_of, kind, project_code, alert_id, step_id, severity, how,
         due_at, coalesce(words, '{}'), traceparent, $2
       from json_to_recordset($1::json) as given (person text, instead_of text, kind text,
         project_code text, alert_id text, step_id text, severity text, how text,
         due_at timestamptz, words json, traceparent text)
       on conflict do nothing returning person)
     select distinct person from added order by person`,
    [JSON.stringify(notices.map(givenOf)), now],
  );
  return rows.map(({ person }) => person);
}

const givenOf = (notice: NewNotice) => ({
  ...notice,
  instead_of: notice.insteadOf,
  project_code: notice.projectCode,
  alert_id: notice.alertId,
  step_id: notice.stepId,
  due_at: notice.dueAt,
});

// Any number other than those of the other advisory locks.
const LOCK = 5_211_310;

/** Until the transaction ends nobody else makes a message of this person's notices. */
export async function lockMailbox(client: Queryable, person: string): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1, hashtext($2))', [LOCK, person]);
}

/** What a person has not been told yet, in the order in which it was added. */
export async function waitingNotices(client: Queryable, person: string): Promise<WaitingRow[]> {
  const { rows } = await client.query<WaitingRow>(
    `select id, kind, project_code as "projectCode", alert_id as "alertId", step_id as "stepId", how,
       instead_of as "insteadOf", content as words, traceparent,
       ${READY_AT} as "readyAt"
     from notice where person = $1 and message_id is null and dropped_at is null order by id`,
    [person],
  );
  return rows;
}

/** Everybody to whom something about an alert is still to be told. */
export async function personsToTell(client: Queryable, alertId: string): Promise<string[]> {
  const { rows } = await client.query<{ person: string }>(
    `select distinct person from notice
     where alert_id = $1 and message_id is null and dropped_at is null order by person`,
    [alertId],
  );
  return rows.map(({ person }) => person);
}

/** Keeps notices for later; they are in the inbox meanwhile. */
export async function holdNotices(
  client: Queryable,
  { ids, until }: { ids: readonly number[]; until: Instant },
): Promise<void> {
  await client.query('update notice set held_until = $2 where id = any($1)', [ids, until]);
}

/** Takes back what is over before anybody was told of it. */
export async function dropNotices(
  client: Queryable,
  ids: readonly number[],
  at: Instant,
): Promise<void> {
  await client.query('update notice set dropped_at = $2 where id = any($1)', [ids, at]);
}

/** Notes which message carries these notices. */
export async function carryNotices(
  client: Queryable,
  ids: readonly number[],
  messageId: number,
): Promise<void> {
  await client.query('update notice set message_id = $2 where id = any($1)', [ids, messageId]);
}

/** Whether anybody was ever given a notice of that step, such as `daily/2026-01-15`. */
export async function isNoticeGiven(client: Queryable, stepId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from notice where step_id = $1 and alert_id is null limit 1`,
    [stepId],
  );
  return rowCount === 1;
}

/** When somebody's last digest was told, or had nothing to tell; domain time. */
export async function lastDigestAt(
  client: Queryable,
  person: string,
): Promise<Instant | undefined> {
  const { rows } = await client.query<{ at: Instant | null }>(
    `select max(coalesce(slot_at, dropped_at)) as at
     from notice left join message on message.id = message_id
     where person = $1 and notice.kind in ('daily', 'weekly')`,
    [person],
  );
  return rows[0]?.at ?? undefined;
}

/** When a message last told somebody of each alert, by its id, what it told ahead until the end of that day; domain time. */
export async function lastToldAt(
  client: Queryable,
  person: string,
): Promise<ReadonlyMap<string, Instant>> {
  const { rows } = await client.query<{ alertId: string; at: Instant }>(
    `select alert_id as "alertId", max(case notice.kind
         when 'ahead' then ((notice.content->>'day')::date + 1) at time zone 'Asia/Shanghai'
         else slot_at end) as at
     from notice join message on message.id = message_id
     where person = $1 and alert_id is not null group by alert_id`,
    [person],
  );
  return new Map(rows.map(({ alertId, at }) => [alertId, at]));
}

/** Everybody who was told of that step of an alert by a message. */
export async function toldBy(
  client: Queryable,
  alertId: string,
  stepId: string,
): Promise<string[]> {
  const { rows } = await client.query<{ person: string }>(
    `select person from notice
     where alert_id = $1 and step_id = $2 and message_id is not null order by person`,
    [alertId, stepId],
  );
  return rows.map(({ person }) => person);
}

/** Everybody for whom something waits for a digest. */
export async function peopleWithDigest(client: Queryable, now: Instant): Promise<string[]> {
  const { rows } = await client.query<{ person: string }>(
    `select distinct person from notice
     where message_id is null and dropped_at is null and how = 'digest' and due_at <= $1
     order by person`,
    [now],
  );
  return rows.map(({ person }) => person);
}
