import type { ListedProject } from '../readmodel/projects.ts';
import { authoritiesAsked, postsOf } from '../readmodel/sight.ts';
import { projectActions } from './actions.ts';
import type { ApiDeps } from './deps.ts';
import { candidatesFor } from './holders.ts';
import type { Identity } from './identity.ts';

/** What a caller may do now with each project of a page, asked for all of them at once; nothing where nobody signs in. */
export async function listActions(
  deps: ApiDeps,
  identity: Identity | null,
  rows: readonly ListedProject[],
): Promise<(row: ListedProject) => string[]> {
  if (identity === null) return () => [];
  const candidates = await candidatesFor(deps, identity);
  const departments = candidates.flatMap(({ holder }) => holder.departments);
  const codes = rows.map(({ code }) => code);
  // Of nobody else it matters who is asked.
  const asked = departments.length > 0 ? await authoritiesAsked(deps.pool, codes) : undefined;
  return ({ code, status, closed, ...row }) =>
    projectActions(candidates, {
      ...{ code, status, closed, posts: postsOf(row) },
      authorities: asked?.get(code) ?? [],
    });
}
