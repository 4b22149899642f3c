import type { ApprovalConfirmable } from '../domain/approval/fact.ts';
import type { ItemCase, ItemCommandType } from '../domain/approval/item-case.ts';
import { openActs, openQuestions } from '../domain/approval/open-acts.ts';
import { RIGHT_OF_COMMAND, ROLE_OF_POST, rolesFor, type RightsCase } from '../domain/rights.ts';
import { dayOf } from '../domain/time.ts';
import { sightCase } from '../readmodel/sight.ts';
import type { ApprovalAt } from '../settlement/approval-at.ts';
import type { ApiDeps } from './deps.ts';
import { candidatesFor, type Candidate } from './holders.ts';
import type { Identity } from './identity.ts';

/** What a caller may do now with an item of an approval. */
export interface ItemActions {
  /** Names of commands about it. */
  actions: string[];
  /** What a `confirm` may be about. */
  questions: ApprovalConfirmable[];
}

/** What a caller may do now with an item; without sign-in what one of the park's team may. */
export async function actionsOnItem(
  deps: ApiDeps,
  identity: Identity | null,
  { code, item, approval }: { code: string; item: string; approval: ApprovalAt },
): Promise<ItemActions> {
  const about = itemCase(item, approval);
  if (!about || approval.assessment.closed) return { actions: [], questions: [] };
  const acts = identity ? await actsOf(deps, identity, { code, about }) : openActs(about, 'team');
  const actions = acts.map((type) => type.split('.')[2] ?? type);
  return { actions, questions: actions.includes('confirm') ? openQuestions(about) : [] };
}

function itemCase(
  id: string,
  { assessment: { items, gates, notes }, template, dossier, at }: ApprovalAt,
): ItemCase | undefined {
  const item = items.find((one) => one.id === id);
  const own = template.items.find((one) => one.id === id);
  return item && own && { item, template: own, gates, notes, dossier, today: dayOf(at) };
}

async function actsOf(
  deps: ApiDeps,
  identity: Identity,
  { code, about }: { code: string; about: ItemCase },
): Promise<ItemCommandType[]> {
  const project = await sightCase(deps.pool, code, identity.person);
  if (!project) return [];
  const candidates = await candidatesFor(deps, identity);
  const acts = candidates.flatMap((one) => actsIn(one, project, about));
  return [...new Set(acts)];
}

/** Acts that somebody has the right to, under the role that gives it. */
function actsIn({ holder }: Candidate, project: RightsCase, about: ItemCase): ItemCommandType[] {
  const { authority, departments } = about.item;
  const asked = departments.map(({ department }) => department);
  // Posts held in the project give roles beside those of the person.
  const roles = new Set([...holder.roles, ...ROLE_OF_POST.map(([, role]) => role)]);
  return [...roles].flatMap((role) =>
    openActs(about, role).filter((type) => {
      const isOpinion = type === 'command.approval.opinion.v1';
      const authorities = [authority, ...(isOpinion ? asked : [])];
      return rolesFor(holder, RIGHT_OF_COMMAND[type], { ...project, authorities }).includes(role);
    }),
  );
}
