import type { Assessment } from '../domain/assessment.ts';
import type { Core } from '../domain/core.ts';
import type { Definitions } from '../domain/definitions.ts';
import type { Dossier } from '../domain/dossier.ts';
import type { Catalogue } from '../schemas/definitions.ts';
import { definitionsFor } from '../schemas/definitions.ts';
import { UnusableFacts } from './errors.ts';
import type { Rules } from './rules.ts';

/** The rules of projects; a project without registration can't be assessed. */
export const projectRules = (core: Core, catalogue: Catalogue): Rules<Dossier, Assessment> => ({
  version: core.version,
  fold: (facts, options) => core.fold(facts, options),
  isBegun: ({ registration }) => registration !== undefined,
  assess: (dossier, now, latch) =>
    core.assess(dossier, definitionsOf(catalogue, dossier), now, latch),
  edges: (before, after) => core.edges(before, after),
});

/** The definitions that a dossier's registration names; throws when it has none. */
export function definitionsOf(catalogue: Catalogue, { registration }: Dossier): Definitions {
  if (!registration) throw new UnusableFacts('The facts hold no registration');
  return definitionsFor(catalogue, registration);
}
