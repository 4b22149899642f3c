import type { ItemAssessment } from '../domain/approval/assessment.ts';
import type { Instant } from '../domain/time.ts';
import type { Queryable } from './pool.ts';

/** The items of one approval, as of its last settle. */
export interface ApprovalItems {
  subject: string;
  projectCode: string;
  projectName: string;
  round: number;
  closed: boolean;
  assessedAt: Instant;
  items: ItemAssessment[];
}

/** All approvals, or those of one project, with their items; by project and round. */
export async function approvalItems(
  client: Queryable,
  project: string | undefined,
): Promise<ApprovalItems[]> {
  const { rows } = await client.query<ApprovalItems>(
    `select approval_snapshot.subject, approval_snapshot.project_code as "projectCode",
       name as "projectName", round, subject.closed, assessed_at as "assessedAt",
       assessment->'items' as items
     from approval_snapshot join subject on subject.id = approval_snapshot.subject
     where $1::text is null or approval_snapshot.project_code = $1
     order by approval_snapshot.project_code, round`,
    [project ?? null],
  );
  return rows;
}
