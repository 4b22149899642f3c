import type { ApprovalDefinitions } from '../../domain/approval/core.ts';
import type { DesiredApproval } from '../../domain/assessment.ts';
import { core } from '../../domain/core.ts';
import type { Fact } from '../../domain/fact.ts';
import { projectStanding } from '../../domain/project-standing.ts';
import type { Instant } from '../../domain/time.ts';
import { approvalSubject } from '../../readmodel/subject-id.ts';
import type { ParsedRequest } from '../../schemas/parse-approval-request.ts';
import { openingFacts, standingFact } from '../../settlement/tell-approvals.ts';
import { isForApprovals, settleApproval, type FollowedApproval } from './followed-approval.ts';
import { settleProject, type FollowedProject } from './followed-project.ts';

/** Settles a project and its approvals in turn until neither has news for the other; returns what is asked of authorities. */
export function settleAndHearOut(
  project: FollowedProject,
  now: Instant,
  news: readonly Fact[],
): ParsedRequest[] {
  const asked: ParsedRequest[] = [];
  let heard = news;
  do {
    if (heard.length > 0 || isDue(project, now)) settleProject(project, now, heard);
    const words = settleApprovals(project, now, heard);
    asked.push(...words.authorities);
    heard = words.project;
    project.facts.push(...heard);
  } while (heard.length > 0);
  return asked;
}

/** The next instant at which time alone changes a project or one of its approvals. */
export const turnsOf = ({ assessment, approvals }: FollowedProject): (Instant | undefined)[] => [
  assessment?.nextChangeAt,
  ...[...approvals.values()].map((one) => one.assessment?.nextChangeAt),
];

const isDue = ({ assessment }: FollowedProject, now: Instant): boolean =>
  (assessment?.nextChangeAt ?? '9999') <= now;

function settleApprovals(project: FollowedProject, now: Instant, news: readonly Fact[]) {
  const words = { project: new Array<Fact>(), authorities: new Array<ParsedRequest>() };
  const stands = standingNews(project, now);
  const ofNews = [...stands, ...news.filter(isForApprovals)];
  const running = [...project.approvals.values()];
  const opened = open(project, now);
  for (const approval of [...running, ...opened]) {
    const heard = opened.includes(approval) ? [] : ofNews;
    const isNew = approval.assessment === undefined;
    const due = (approval.assessment?.nextChangeAt ?? '9999') <= now;
    if (heard.length === 0 && !isNew && !due) continue;
    const said = settleApproval(approval, now, heard);
    words.project.push(...said.project);
    words.authorities.push(...said.authorities);
  }
  return words;
}

function standingNews(project: FollowedProject, now: Instant): Fact[] {
  const { registration, assessment, dossier, facts } = project;
  if (!assessment || !dossier) return [];
  const says = projectStanding(assessment, dossier);
  const told = JSON.stringify(says);
  if (told === project.told) return [];
  project.told = told;
  return [standingFact(says, { code: registration.code, revision: facts.length, now })];
}

/** Opens the rounds that are wanted and not there, each with all that the project has heard of its matter. */
function open(project: FollowedProject, now: Instant): FollowedApproval[] {
  const { registration, assessment, dossier, approvals, facts, definitions } = project;
  if (!assessment || !dossier) return [];
  const wanted = core.desired(assessment).approvals.filter(({ id }) => !approvals.has(id));
  return wanted.map((one) => {
    const says = projectStanding(assessment, dossier);
    const stands = standingFact(says, { code: registration.code, revision: facts.length, now });
    const approval: FollowedApproval = {
      subject: approvalSubject(registration.code, one.round),
      facts: openingFacts(one, { after: assessment, stands, facts, now }),
      ...{ rules: rulesOf(one, definitions), assessment: undefined },
      ...{ work: new Map(), told: '', revision: 0 },
    };
    approvals.set(one.id, approval);
    return approval;
  });
}

function rulesOf(
  { template: id }: DesiredApproval,
  { approval: template, policy, calendar }: FollowedProject['definitions'],
): ApprovalDefinitions {
  if (template?.id !== id) throw new Error(`No template ${id}`);
  return { template, policy, calendar };
}
