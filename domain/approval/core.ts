import type { TimelineEntry } from '../timeline-entry.ts';
import { CORE_VERSION } from '../assessment.ts';
import type { ColourPolicy, WorkingCalendar } from '../definitions.ts';
import type { ApprovalCommandFact, Fact } from '../fact.ts';
import type { FoldOptions } from '../fold.ts';
import type { Instant } from '../time.ts';
import type { Verdict } from '../verdict.ts';
import { judgeApproval } from './approval-judge.ts';
import { assessApproval } from './assess.ts';
import type { ApprovalAssessment } from './assessment.ts';
import type { ApprovalDossier } from './dossier.ts';
import { approvalEdges } from './edges.ts';
import { foldApproval } from './fold.ts';
import type { ApprovalTemplate } from './template.ts';

/** All that an approval needs to know of the park's rules. */
export interface ApprovalDefinitions {
  template: ApprovalTemplate;
  policy: ColourPolicy;
  calendar: WorkingCalendar;
}

/** What the engine asks of the rules of approvals; pure, as `Core` is for projects. */
export interface ApprovalCore {
  version: number;
  /** Any order of arrival, the same dossier. */
  fold(facts: readonly Fact[], options?: FoldOptions): ApprovalDossier;
  /** Throws an Error when nobody has opened the approval. */
  assess(
    dossier: ApprovalDossier,
    definitions: ApprovalDefinitions,
    now: Instant,
    latch: { closed: boolean },
  ): ApprovalAssessment;
  edges(before: ApprovalAssessment | undefined, after: ApprovalAssessment): TimelineEntry[];
  judge(
    command: ApprovalCommandFact,
    dossier: ApprovalDossier | undefined,
    definitions: ApprovalDefinitions,
    now: Instant,
    latch: { closed: boolean },
  ): Verdict;
}

export const approvalCore: ApprovalCore = {
  version: CORE_VERSION,
  fold: foldApproval,
  assess: assessApproval,
  edges: approvalEdges,
  judge: judgeApproval,
};
