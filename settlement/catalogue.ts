import type { LifecycleTemplate } from '../domain/definitions.ts';
import { readMoment, readRulesInForce } from '../readmodel/definitions.ts';
import type { Queryable } from '../readmodel/pool.ts';
import { catalogueOf, templatesOf } from '../schemas/definition-rows.ts';
import type { Catalogue } from '../schemas/definitions.ts';

/** The definitions in force, as one process knows them. */
export interface Rulebook {
  /**
   * What is in force at `generation` or later, with the lifecycle templates in the version that a
   * project follows (null: in force). Asks PostgreSQL only for a generation that is not known yet.
   * Throws DefinitionsError when a newer program has put in force what this one can't read.
   */
  at: (client: Queryable, generation: number, templateVersion: string | null) => Promise<Catalogue>;
  /** What is in force now for a subject, or for a project to come; for readers that hold no lock. */
  now: (client: Queryable, subject?: string) => Promise<Catalogue>;
}

/** The rulebook of a process; it forgets nothing and never goes back to an earlier generation. */
export function createRulebook(): Rulebook {
  let known: Edition | undefined;
  const at: Rulebook['at'] = async (client, generation, templateVersion) => {
    if (!known || known.generation < generation) {
      const read = await readEdition(client);
      // Another call may have read a later one meanwhile.
      if (!known || known.generation < read.generation) known = read;
    }
    return pinned(known, templateVersion);
  };
  return {
    at,
    now: async (client, subject) => {
      const { generation, templateVersion } = await readMoment(client, subject ?? null);
      return at(client, generation, templateVersion);
    },
  };
}

/** The catalogue with the templates of one version, where there is one: a project names only one template. */
export function withTemplates(
  catalogue: Catalogue,
  templates: readonly LifecycleTemplate[],
  version: string,
): Catalogue {
  const own = templates.filter((template) => template.version === version);
  const lifecycles = new Map([
    ...catalogue.lifecycles,
    ...own.map((template) => [template.id, template] as const),
  ]);
  return { ...catalogue, lifecycles };
}

interface Edition {
  generation: number;
  catalogue: Catalogue;
  /** Every version of every lifecycle. */
  templates: LifecycleTemplate[];
  /** By template version, made when first asked for. */
  pinned: Map<string, Catalogue>;
}

async function readEdition(client: Queryable): Promise<Edition> {
  const { generation, inForce, lifecycles, approvals } = await readRulesInForce(client);
  return {
    generation,
    catalogue: catalogueOf(inForce, approvals),
    templates: templatesOf(lifecycles),
    pinned: new Map(),
  };
}

function pinned(edition: Edition, version: string | null): Catalogue {
  if (version === null) return edition.catalogue;
  const known = edition.pinned.get(version);
  if (known) return known;
  const catalogue = withTemplates(edition.catalogue, edition.templates, version);
  edition.pinned.set(version, catalogue);
  return catalogue;
}
