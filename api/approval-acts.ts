import type { ApprovalDossier } from '../domain/approval/dossier.ts';
import { mayMoveTemplate } from '../domain/approval/rights.ts';
import type { ApprovalTemplate, Traits, TraitTemplate } from '../domain/approval/template.ts';
import { RIGHT_OF_COMMAND, rolesFor, type RightsCase } from '../domain/rights.ts';
import { sightCase } from '../readmodel/sight.ts';
import type { ApprovalAt } from '../settlement/approval-at.ts';
import { projectActions } from './actions.ts';
import type { ApiDeps } from './deps.ts';
import { candidatesFor, type Candidate } from './holders.ts';
import type { Identity } from './identity.ts';

/** Something that an approval asks of its project, and what was said of it. */
export interface StatedTrait extends TraitTemplate {
  /** Null: nobody has said it. */
  value: Traits[string] | null;
}

/** What a caller may do now with a round of an approval as a whole, with what there is to choose from. */
export interface ApprovalActs {
  /** Names of commands: `moveTemplate` of the approval, `stateTraits` of its project. */
  actions: string[];
  /** Other versions of its template; none where the caller may not move it. */
  versions: string[];
  /** What decides which items apply and how long they may take; nothing where the caller may not say it. */
  traits: StatedTrait[];
}

/** What a caller may do now with an approval; without sign-in what one of the park's team may. */
export async function actionsOnApproval(
  deps: ApiDeps,
  identity: Identity | null,
  { code, approval }: { code: string; approval: ApprovalAt },
): Promise<ApprovalActs> {
  const { assessment, template, dossier } = approval;
  const allowed = await allowedActs(deps, identity, { ...assessment, code });
  const versions = allowed.includes('moveTemplate') ? await otherVersions(deps, template) : [];
  return {
    // With nowhere to go there is nothing to offer.
    actions: allowed.filter((act) => act !== 'moveTemplate' || versions.length > 0),
    versions,
    traits: allowed.includes('stateTraits') ? statedTraits(template, dossier) : [],
  };
}

const ACTS = ['stateTraits', 'moveTemplate'] as const;
type Act = (typeof ACTS)[number];

type Standing = Pick<ApprovalAt['assessment'], 'status' | 'closed'> & { code: string };

async function allowedActs(
  deps: ApiDeps,
  identity: Identity | null,
  { code, status, closed }: Standing,
): Promise<readonly Act[]> {
  if (closed) return [];
  if (identity === null) return ACTS;
  const about = await sightCase(deps.pool, code, identity.person);
  if (!about) return [];
  const candidates = await candidatesFor(deps, identity);
  const ofProject = projectActions(candidates, { ...about, status, closed });
  return ACTS.filter((act) =>
    act === 'moveTemplate' ? mayMove(candidates, about) : ofProject.includes(act),
  );
}

const mayMove = (candidates: readonly Candidate[], about: RightsCase): boolean =>
  candidates.some(({ holder }) =>
    rolesFor(holder, RIGHT_OF_COMMAND['command.approval.moveTemplate.v1'], about).some(
      mayMoveTemplate,
    ),
  );

async function otherVersions(
  { pool, rules }: ApiDeps,
  { id, version }: ApprovalTemplate,
): Promise<string[]> {
  const { approvalVersions } = await rules.now(pool);
  return approvalVersions
    .filter((one) => one.id === id && one.version !== version)
    .map((one) => one.version)
    .sort();
}

const statedTraits = ({ traits }: ApprovalTemplate, { project }: ApprovalDossier): StatedTrait[] =>
  traits.map((trait) => ({ ...trait, value: project?.traits[trait.field] ?? null }));
