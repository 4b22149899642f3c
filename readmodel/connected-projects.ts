import type { Caveat } from '../domain/caveat.ts';
import type { Colour } from '../domain/definitions.ts';
import type { Queryable } from './pool.ts';

/** A project that waits for a milestone of another. */
export interface WaitingProject {
  project: string;
  name: string | null;
  colour: Colour | null;
  caveat: Caveat | null;
  milestone: string;
  gates: string;
  type: 'blocks' | 'soft';
}

/** Who waits for a project, by code. */
export async function waitingFor(client: Queryable, code: string): Promise<WaitingProject[]> {
  const { rows } = await client.query<WaitingProject>(
    `select dependant as project, name, colour, caveat, milestone, gates, type
     from dependency left join snapshot on project_code = dependant
     where upstream = $1 order by dependant, milestone, gates`,
    [code],
  );
  return rows;
}

/** Names of projects by code; of those that are not registered there is none. */
export async function projectNames(
  client: Queryable,
  codes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (codes.length === 0) return new Map();
  const { rows } = await client.query<{ code: string; name: string }>(
    'select project_code as code, name from snapshot where project_code = any($1)',
    [codes],
  );
  return new Map(rows.map(({ code, name }) => [code, name]));
}
