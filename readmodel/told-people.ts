import type { NoticeKind } from '../domain/alert/message.ts';
import type { Instant } from '../domain/time.ts';
import type { MessageState } from './messages.ts';
import type { Queryable } from './pool.ts';

/** Somebody who is told of an alert; times in domain time. */
export interface ToldPerson {
  person: string;
  /** In whose stead. */
  insteadOf: string | null;
  stepId: string;
  kind: NoticeKind;
  dueAt: Instant;
  /** Over before it was pushed. */
  droppedAt: Instant | null;
  /** How the message that carries it stands; null while it waits in the inbox. */
  messageState: MessageState | null;
}

/** Everybody who was given a notice about an alert, in order. */
export async function peopleTold(client: Queryable, alertId: string): Promise<ToldPerson[]> {
  const { rows } = await client.query<ToldPerson>(
    `select person, instead_of as "insteadOf", step_id as "stepId", notice.kind, due_at as "dueAt",
       dropped_at as "droppedAt", message.state as "messageState"
     from notice left join message on message.id = message_id
     where alert_id = $1 order by notice.id`,
    [alertId],
  );
  return rows;
}
