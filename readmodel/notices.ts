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

/**
 * Stores what people are to be told, within the transaction of what they are told of: the same
 * notice twice is one. Gives each person who has something new, whose mailbox is to be rung after it.
 */
export async function addNotices(
  client: Queryable,
  notices: readonly NewNotice[],
): Promise<string[]> {
  const told = new Set<string>();
  for (const notice of notices) {
    const { rowCount } = await client.query(
      `insert into notice (person, instead_of, kind, project_code, alert_id, step_id, severity, how,
         due_at, content, traceparent)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing`,
      [
        notice.person,
        notice.insteadOf ?? null,
        notice.kind,
        notice.projectCode ?? null,
        notice.alertId ?? null,
        notice.stepId,
        notice.severity ?? null,
        notice.how,
        notice.dueAt,
        JSON.stringify(notice.words ?? {}),
        notice.traceparent ?? null,
      ],
    );
    if (rowCount === 1) told.add(notice.person);
  }
  return [...told];
}
