import type { ApprovalAssessment } from '../domain/approval/assessment.ts';
import type { ApprovalCore, ApprovalDefinitions } from '../domain/approval/core.ts';
import type { ApprovalDossier } from '../domain/approval/dossier.ts';
import type { Catalogue } from '../schemas/definitions.ts';
import { approvalDefinitionsFor } from '../schemas/definitions.ts';
import { UnusableFacts } from './errors.ts';
import type { Rules } from './rules.ts';

/** The rules of approvals, for one that follows this version of its template (null: the one in force) until it is moved. */
export const approvalRules = (
  core: ApprovalCore,
  catalogue: Catalogue,
  templateVersion: string | null,
): Rules<ApprovalDossier, ApprovalAssessment> => ({
  version: core.version,
  fold: (facts, options) => core.fold(facts, options),
  isBegun: ({ opening }) => opening !== undefined,
  assess: (dossier, now, latch) =>
    core.assess(dossier, approvalDefinitionsOf(catalogue, dossier, templateVersion), now, latch),
  edges: (before, after) => core.edges(before, after),
});

/**
 * The definitions of an approval that was opened; throws when it was not, and UnknownDefinitionError
 * for a template, version or policy that nobody has loaded.
 */
export function approvalDefinitionsOf(
  catalogue: Catalogue,
  { opening, movedTo, project }: ApprovalDossier,
  templateVersion: string | null,
): ApprovalDefinitions {
  if (!opening) throw new UnusableFacts('Nobody has opened this approval');
  return approvalDefinitionsFor(catalogue, {
    id: opening.template,
    version: movedTo?.version ?? templateVersion,
    policy: project?.policy,
  });
}
