import { domainNow } from './clock.ts';
import type { Queryable } from './pool.ts';

/** How long what nobody needs any more is kept; 0 keeps it for good. */
export interface Keep {
  /** The text of an event after its arrival, once its fact counts; a settled dead letter; the items of a recheck; a workbook that nobody confirmed. */
  eventDays: number;
  /** A message that has left for Kafka, or was discarded; a link of a message after its last hour; the rows of a workbook once confirmed. */
  outboxDays: number;
  /** A line in the timeline of a closed project. */
  timelineDays: number;
  /** What a person was told, of no alert or of one that is closed, with every try to hand it over. */
  messageDays: number;
}

/** What is thrown away: facts, commands' outcomes, ids and hashes of events, alerts and all of open projects stay. */
export const OUTDATED = [
  'eventTexts',
  'outboxRows',
  'timelineLines',
  'deadLetters',
  'recheckItems',
  'linkTokens',
  'confirmedWorkbooks',
  'stagedWorkbooks',
  'notices',
  'messages',
] as const;
export type Outdated = (typeof OUTDATED)[number];

/** Throws away the oldest of a kind that are outdated, at most `limit`, and says how many. */
export async function deleteOutdated(
  client: Queryable,
  what: Outdated,
  { keep, clockOffsetMs, limit }: { keep: Keep; clockOffsetMs: number; limit: number },
): Promise<number> {
  const { days, sql } = RULES[what];
  if (days(keep) === 0) return 0;
  const now = await domainNow(client, IN_REAL_TIME.includes(what) ? 0 : clockOffsetMs);
  const { rowCount } = await client.query(sql, [now, days(keep), limit]);
  return rowCount ?? 0;
}

const IN_REAL_TIME: readonly Outdated[] = ['outboxRows', 'linkTokens'];

const RULES: Record<Outdated, { days: (keep: Keep) => number; sql: string }> = {
  // Source, id and hash stay: a repeat is known as one however late it comes.
  eventTexts: {
    days: ({ eventDays }) => eventDays,
    sql: `update event set raw = null where (source, event_id) in (
      select source, event_id from event
      where raw is not null and arrived_at < $1::timestamptz - $2 * interval '1 day'
        and exists (select from fact where fact.subject = 'project/' || event.project_code
          and fact.source = event.source and fact_id = event_id and applied_at is not null)
      order by arrived_at limit $3)`,
  },
  outboxRows: {
    days: ({ outboxDays }) => outboxDays,
    // Each part along an index of its own: together they would read the whole table to find nothing.
    sql: `delete from outbox where id in (
      (select id from outbox where sent_at < $1::timestamptz - $2 * interval '1 day'
        order by sent_at limit $3)
      union all
      (select id from outbox where discarded_at < $1::timestamptz - $2 * interval '1 day'
        order by discarded_at limit $3)
      limit $3)`,
  },
  timelineLines: {
    days: ({ timelineDays }) => timelineDays,
    sql: `delete from timeline where id in (
      select timeline.id from timeline join subject on subject.id = timeline.subject
      where closed and at < $1::timestamptz - $2 * interval '1 day' order by at limit $3)`,
  },
  linkTokens: {
    days: ({ outboxDays }) => outboxDays,
    sql: `delete from message_token where hash in (
      select hash from message_token
      where expires_at < $1::timestamptz - $2 * interval '1 day' order by expires_at limit $3)`,
  },
  // What was confirmed are commands and report fields by now; the rows go with their import.
  confirmedWorkbooks: {
    days: ({ outboxDays }) => outboxDays,
    sql: `delete from workbook_import where id in (
      select id from workbook_import
      where confirmed_at < $1::timestamptz - $2 * interval '1 day' order by id limit $3)`,
  },
  stagedWorkbooks: {
    days: ({ eventDays }) => eventDays,
    sql: `delete from workbook_import where id in (
      select id from workbook_import
      where confirmed_at is null and at < $1::timestamptz - $2 * interval '1 day'
      order by id limit $3)`,
  },
  notices: {
    days: ({ messageDays }) => messageDays,
    sql: `delete from notice where id in (
      select id from notice
      where (message_id is not null or dropped_at is not null)
        and added_at < $1::timestamptz - $2 * interval '1 day'
        and not exists (select from alert
          where alert.alert_id = notice.alert_id and alert.state <> 'closed')
      order by added_at limit $3)`,
  },
  // Those that carry a notice which is kept stay with it.
  messages: {
    days: ({ messageDays }) => messageDays,
    sql: `with old as (
        select id from message
        where next_try_at is null and made_at < $1::timestamptz - $2 * interval '1 day'
          and not exists (select from notice where message_id = message.id)
        order by made_at limit $3),
      tries as (delete from delivery where message_id in (select id from old))
      delete from message where id in (select id from old)`,
  },
  // The acts of people on them stay, with what each took away.
  deadLetters: {
    days: ({ eventDays }) => eventDays,
    sql: `delete from dead_letter where id in (
      select id from dead_letter
      where fate <> 'open' and at < $1::timestamptz - $2 * interval '1 day' order by at limit $3)`,
  },
  // Those of the newest say who is stuck since.
  recheckItems: {
    days: ({ eventDays }) => eventDays,
    sql: `delete from recheck_item where (recheck_id, place) in (
      select recheck_id, place from recheck_item join recheck on recheck.id = recheck_id
      where state = 'done' and finished_at < $1::timestamptz - $2 * interval '1 day'
        and recheck.id < (select max(id) from recheck)
      order by recheck_id, place limit $3)`,
  },
};
