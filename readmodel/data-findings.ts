import type { ApprovalAssessment } from '../domain/approval/assessment.ts';
import type { Assessment, Finding } from '../domain/assessment.ts';
import type { Queryable } from './pool.ts';
import { seenCondition, seenValues, type SeenProjects } from './sight.ts';

// Of the calendar, of a source as a whole, and of the law: they have places of their own.
const NOT_OF_DATA: readonly Finding['code'][] = ['estimated', 'sourceSilent', 'softGateOpen'];

/** Whether a finding says that data contradict each other, are missing, or wait to be confirmed. */
export const isOfData = ({ code }: Pick<Finding, 'code'>): boolean => !NOT_OF_DATA.includes(code);

/** How many of them an assessment has; none once the project is closed. */
export const countDataFindings = ({
  findings,
  closed,
}: Pick<Assessment, 'findings' | 'closed'>): number =>
  closed ? 0 : findings.filter(isOfData).length;

/** A project with some of them, or with approvals that have some. */
export interface FoundProject {
  code: string;
  name: string;
  /** Null where only its approvals have some. */
  assessment: Assessment | null;
}

/** Projects whose data have something to settle, or those of their approvals, by code, behind the code `after`. */
export async function projectsWithFindings(
  client: Queryable,
  seen: SeenProjects,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<FoundProject[]> {
  const { rows } = await client.query<FoundProject>(
    `select project_code as code, name, case when data_findings > 0 then assessment end as assessment
     from snapshot
     where project_code in (select project_code from snapshot where data_findings > 0
         union select project_code from approval_snapshot where data_findings > 0)
       and project_code > $1 and ${seenCondition('project_code', ['$2', '$3'])}
     order by project_code limit $4`,
    [after ?? '', ...seenValues(seen), limit],
  );
  return rows;
}

/** Approvals of these projects whose data have something to settle, by round. */
export async function approvalsWithFindings(
  client: Queryable,
  codes: readonly string[],
): Promise<ApprovalAssessment[]> {
  const { rows } = await client.query<{ assessment: ApprovalAssessment }>(
    `select assessment from approval_snapshot
     where data_findings > 0 and project_code = any($1) order by project_code, round`,
    [codes],
  );
  return rows.map(({ assessment }) => assessment);
}
