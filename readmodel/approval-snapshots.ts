import type { ApprovalAssessment } from '../domain/approval/assessment.ts';
import { notesToSettle } from '../domain/approval/note-texts.ts';
import type { Writer } from './gathered-writes.ts';
import { itemKeys, listedApproval } from './listed-approval.ts';
import type { Queryable } from './pool.ts';
import type { Snapshot } from './snapshots.ts';
import { projectCodeOf } from './subject-id.ts';

/** The last assessment of an approval. */
export type ApprovalSnapshot = Snapshot<ApprovalAssessment>;

/** What the last settle of an approval said; `undefined` before the first, or after it was emptied. */
export async function findApprovalSnapshot(
  client: Queryable,
  subject: string,
): Promise<ApprovalSnapshot | undefined> {
  const { rows } = await client.query<ApprovalSnapshot>(
    {
      name: 'approval-snapshot',
      text: `select subject, revision, core_version as "coreVersion", assessed_at as "assessedAt",
          assessment, traceparent
        from approval_snapshot where subject = $1`,
    },
    [subject],
  );
  return rows[0];
}

/** Replaces the snapshot of an approval. */
export async function saveApprovalSnapshot(
  writer: Writer,
  { subject, revision, coreVersion, assessedAt, assessment, traceparent }: ApprovalSnapshot,
): Promise<void> {
  const { round, name, status, colour, complete, closed, manager, nextChangeAt } = assessment;
  await writer.query(
    `insert into approval_snapshot (subject, revision, core_version, assessed_at, assessment,
       project_code, round, name, status, colour, complete, closed, manager, next_change_at,
       traceparent, listed, item_keys, data_findings)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
     on conflict (subject) do update set
       revision = excluded.revision, core_version = excluded.core_version,
       assessed_at = excluded.assessed_at, assessment = excluded.assessment,
       name = excluded.name, status = excluded.status, colour = excluded.colour,
       complete = excluded.complete, closed = excluded.closed, manager = excluded.manager,
       next_change_at = excluded.next_change_at, listed = excluded.listed,
       item_keys = excluded.item_keys, data_findings = excluded.data_findings,
       traceparent = case when approval_snapshot.revision = excluded.revision
         then approval_snapshot.traceparent else excluded.traceparent end`,
    [
      subject,
      revision,
      coreVersion,
      assessedAt,
      JSON.stringify(assessment),
      projectCodeOf(subject),
      round,
      name,
      status,
      colour,
      complete,
      closed,
      manager ?? null,
      nextChangeAt ?? null,
      traceparent ?? null,
      JSON.stringify(listedApproval(assessment)),
      itemKeys(assessment.items),
      notesToSettle(assessment).length,
    ],
  );
}

/** Removes snapshots of approvals that are no subject. */
export async function deleteStrayApprovalSnapshots(client: Queryable): Promise<void> {
  await client.query('delete from approval_snapshot where subject not in (select id from subject)');
}
