import { approvalCore } from '../domain/approval/core.ts';
import type { Assessment, DesiredApproval } from '../domain/assessment.ts';
import type { Dossier } from '../domain/dossier.ts';
import type { Fact } from '../domain/fact.ts';
import { projectStanding } from '../domain/project-standing.ts';
import type { Instant } from '../domain/time.ts';
import { laterOf } from '../domain/time.ts';
import type { OpenApproval } from '../readmodel/open-projects.ts';
import { approvalSubject } from '../readmodel/subject-id.ts';
import type { Catalogue } from '../schemas/definitions.ts';
import { approvalRules } from './approval-rules.ts';
import { assessStanding, foldStanding } from './rules.ts';
import { openingFacts, standingFact } from './tell-approvals.ts';
import { approvalStandingFact } from './tell-project.ts';

/** With which rules, and when. */
interface Preview {
  catalogue: Catalogue;
  now: Instant;
}

/** What the open approvals of a project would tell it by these rules; throws as their settles would. */
export function standingsOf(
  approvals: readonly OpenApproval[],
  factsOf: ReadonlyMap<string, readonly Fact[]>,
  { catalogue, now }: Preview,
): Fact[] {
  return approvals.flatMap(({ subject, revision, templateVersion, assessedAt }) => {
    const at = { catalogue, templateVersion, now: laterOf(now, assessedAt ?? '') };
    const applied = factsOf.get(subject);
    // One that waits for its first settle has said nothing yet.
    return applied ? [standingOf(applied, { ...at, subject, revision })] : [];
  });
}

/** What approvals would tell their project that a recheck opens for it. */
export function standingsOfNew(
  desired: readonly DesiredApproval[],
  project: { after: Assessment; dossier: Dossier; facts: readonly Fact[]; revision: number },
  { catalogue, now }: Preview,
): Fact[] {
  const { after, dossier, facts, revision } = project;
  const says = projectStanding(after, dossier);
  const stands = standingFact(says, { code: after.code, revision, now });
  return desired.map((one) => {
    const subject = approvalSubject(after.code, one.round);
    const first = openingFacts(one, { after, stands, facts, now });
    return standingOf(first, { catalogue, now, templateVersion: null, subject, revision: 0 });
  });
}

function standingOf(
  facts: readonly Fact[],
  of: Preview & { templateVersion: string | null; subject: string; revision: number },
): Fact {
  const { catalogue, templateVersion, now, subject, revision } = of;
  const rules = approvalRules(approvalCore, catalogue, templateVersion);
  const { standing } = assessStanding(rules, foldStanding(rules, facts, false), now);
  return approvalStandingFact(standing, { source: `/${subject}`, revision: revision + 1, now });
}
