import type { AlertStep, CaseState, Severity } from '../domain/alert/case.ts';
import type { NoticeKind } from '../domain/alert/message.ts';
import type { Instant } from '../domain/time.ts';
import type { MessageState } from './messages.ts';
import type { Queryable } from './pool.ts';

/** One thing of a person's inbox; times in domain time. */
export interface InboxRow {
  id: number;
  kind: NoticeKind;
  project: string | null;
  projectName: string | null;
  alertId: string | null;
  stepId: string;
  severity: Severity | null;
  how: AlertStep['how'];
  insteadOf: string | null;
  words: Record<string, string>;
  dueAt: Instant;
  /** Not pushed before, because of the hour or the day's budget. */
  heldUntil: Instant | null;
  /** Over before it was pushed. */
  droppedAt: Instant | null;
  readAt: Instant | null;
  alertState: CaseState | null;
  message: number | null;
  messageState: MessageState | null;
}

/** What a person has been told up to now or found in the inbox, the newest first, below a number. */
export async function inboxOf(
  client: Queryable,
  ask: { person: string; now: Instant; before?: number; limit: number },
): Promise<InboxRow[]> {
  const { rows } = await client.query<InboxRow>(
    `select notice.id, notice.kind, notice.project_code as project, snapshot.name as "projectName",
       notice.alert_id as "alertId", step_id as "stepId", notice.severity, how,
       instead_of as "insteadOf", notice.content as words, due_at as "dueAt",
       held_until as "heldUntil", dropped_at as "droppedAt", read_at as "readAt",
       alert.state as "alertState", message_id as message, message.state as "messageState"
     from notice
       left join snapshot on snapshot.subject = 'project/' || notice.project_code
       left join alert on alert.alert_id = notice.alert_id
       left join message on message.id = message_id
     where person = $1 and due_at <= $2 and ($3::bigint is null or notice.id < $3)
       and notice.kind not in ('daily', 'weekly')
     order by notice.id desc limit $4`,
    [ask.person, ask.now, ask.before ?? null, ask.limit],
  );
  return rows;
}

/** Marks what somebody was told up to a number as read; what was read before keeps its time. Gives how many are new. */
export async function markRead(
  client: Queryable,
  { person, upTo, now }: { person: string; upTo: number; now: Instant },
): Promise<number> {
  const { rowCount } = await client.query(
    `update notice set read_at = $3
     where person = $1 and id <= $2 and due_at <= $3 and read_at is null
       and kind not in ('daily', 'weekly')`,
    [person, upTo, now],
  );
  return rowCount ?? 0;
}
