import type { ApprovalAssessment } from '../../domain/approval/assessment.ts';
import { approvalCore, type ApprovalDefinitions } from '../../domain/approval/core.ts';
import { HEARD_BY_APPROVALS } from '../../domain/approval/fact.ts';
import { newsOf } from '../../domain/approval/standing.ts';
import type { Fact } from '../../domain/fact.ts';
import type { Instant } from '../../domain/time.ts';
import type { WorkItemRow } from '../../readmodel/work-items.ts';
import { parseApprovalRequest, type ParsedRequest } from '../../schemas/parse-approval-request.ts';
import { requestsOf } from '../../settlement/approval-requests.ts';
import { approvalStandingFact, tellSelf } from '../../settlement/tell-project.ts';
import { planWork, type WorkPlan } from '../../settlement/work-plan.ts';

/** One round of a project's approval in memory, as settles leave it. */
export interface FollowedApproval {
  /** `approval/<projectCode>` or `…/<round>`. */
  subject: string;
  rules: ApprovalDefinitions;
  facts: Fact[];
  assessment: ApprovalAssessment | undefined;
  /** By duty. */
  work: Map<string, WorkItemRow>;
  /** What its project was told of it last. */
  told: string;
  revision: number;
}

/** Whom an approval tells something. */
export interface ApprovalWords {
  project: Fact[];
  /** The systems of authorities and utilities. */
  authorities: ParsedRequest[];
}

/** Whether an approval hears a fact of its project. */
export const isForApprovals = ({ type, source }: Fact): boolean =>
  HEARD_BY_APPROVALS.test(type) && !source.startsWith('/approval/');

/** Settles an approval by the core alone, until it has nothing more to say to itself. */
export function settleApproval(
  approval: FollowedApproval,
  now: Instant,
  news: readonly Fact[],
): ApprovalWords {
  const { subject, rules, facts } = approval;
  facts.push(...news);
  approval.revision += 1;
  const dossier = approvalCore.fold(facts);
  const closed = dossier.project?.closed ?? false;
  const after = approvalCore.assess(dossier, rules, now, { closed });
  approval.assessment = after;
  const session = { subject, now, trace: { traceparent: () => undefined } };
  const plan = planWork([...approval.work.values()], after);
  const requests = requestsOf(session, { work: plan, after, revision: approval.revision });
  doWork(approval, plan);
  const own: ApprovalWords = {
    project: standingNews(approval, after, now),
    authorities: requests.flatMap(({ eventId: id, type, value }) => {
      return parseApprovalRequest({ id, type }, JSON.parse(String(value))) ?? [];
    }),
  };
  const toSelf = tellSelf(session, after).map(({ fact }) => fact);
  if (toSelf.length === 0) return own;
  const more = settleApproval(approval, now, toSelf);
  return {
    project: [...own.project, ...more.project],
    authorities: [...own.authorities, ...more.authorities],
  };
}

function standingNews(approval: FollowedApproval, after: ApprovalAssessment, now: Instant): Fact[] {
  const { subject, revision } = approval;
  const told = JSON.stringify(newsOf(after.standing));
  if (told === approval.told) return [];
  approval.told = told;
  return [approvalStandingFact(after.standing, { source: `/${subject}`, revision, now })];
}

function doWork({ work }: FollowedApproval, { opened, closed }: WorkPlan): void {
  for (const { id: dutyId, kind, item, round, authority, holder, asked, ...duty } of opened) {
    const { detail = null, due = null } = duty;
    const own = { dutyId, kind, item, round, authority, holder, asked, detail, due };
    work.set(dutyId, { ...own, open: true, calledOff: false });
  }
  for (const { dutyId, calledOff } of closed) {
    const row = work.get(dutyId);
    if (row) work.set(dutyId, { ...row, open: false, calledOff });
  }
}
