import { READY_AT } from './notices.ts';

/** What is late on its way to people: a step of an alert, a notice that no message carries, a try of a message. */
export const LATE = ['step', 'notice', 'message'] as const;
export type Late = (typeof LATE)[number];

/**
 * A common table `late` of all whose time has come, with the id of the workflow that should do it and
 * the real time since when; `offset` is the number of the parameter with the clock's offset in ms.
 * Notices of digests have a schedule, and those behind a message that is tried again wait for it.
 */
export const lateTable = (offset: string): string => `late (what, id, project_code, since) as (
  select 'step', alert_id, project_code, ${real('at', offset)}
    from alert_step join alert using (alert_id)
    where done_at is null and dropped_at is null and ${real('at', offset)} <= clock_timestamp()
  union all
  select 'notice', 'mailbox/' || person, null, ${real(READY_AT, offset)} from notice
    where message_id is null and dropped_at is null and how <> 'digest'
      and ${real(READY_AT, offset)} <= clock_timestamp()
      and not exists (select from message
        where addressee = person and next_try_at > clock_timestamp())
  union all
  select 'message', 'mailbox/' || addressee, null, next_try_at from message
    where next_try_at <= clock_timestamp())`;

const real = (time: string, offset: string): string =>
  `(${time} - ${offset} * interval '1 millisecond')`;
