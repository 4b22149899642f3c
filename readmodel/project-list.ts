import type { Assessment } from '../domain/assessment.ts';
import type { Colour } from '../domain/definitions.ts';
import type { Instant } from '../domain/time.ts';
import type { Queryable } from './pool.ts';

/** A project as lists show it; instants are the park's. */
export interface ProjectRow {
  code: string;
  name: string;
  kind: string;
  status: Assessment['status'];
  phase: Assessment['phase'];
  stage: string;
  colour: Colour | null;
  manager: string | null;
  revision: number;
  assessedAt: Instant;
  nextChangeAt: Instant | null;
}

export interface ProjectFilter {
  stage?: string | undefined;
  phase?: string | undefined;
  /** `none` for projects without a colour. */
  colour?: string | undefined;
  manager?: string | undefined;
  kind?: string | undefined;
  status?: string | undefined;
  /** Part of code or name, in any case. */
  q?: string | undefined;
}

const COLUMNS = `project_code as code, name, kind, status, phase, stage, colour, manager, revision,
  assessed_at as "assessedAt", next_change_at as "nextChangeAt"`;

/** Projects that fit, by code, those after `after` only. */
export async function listProjects(
  client: Queryable,
  { filter, after, limit }: { filter: ProjectFilter; after?: string | undefined; limit: number },
): Promise<ProjectRow[]> {
  const { stage, phase, colour, manager, kind, status, q } = filter;
  const { rows } = await client.query<ProjectRow>(
    `select ${COLUMNS} from snapshot
     where ($1::text is null or stage = $1) and ($2::text is null or phase = $2)
       and ($3::text is null or coalesce(colour, 'none') = $3)
       and ($4::text is null or manager = $4) and ($5::text is null or kind = $5)
       and ($6::text is null or status = $6)
       and ($7::text is null or strpos(lower(project_code || ' ' || name), lower($7)) > 0)
       and ($8::text is null or project_code > $8 collate "C")
     order by project_code collate "C" limit $9`,
    [stage, phase, colour, manager, kind, status, q, after, limit],
  );
  return rows;
}

/** One project with its assessment; `undefined` where nobody has registered it. */
export async function findProject(
  client: Queryable,
  code: string,
): Promise<(ProjectRow & { assessment: Assessment }) | undefined> {
  const { rows } = await client.query<ProjectRow & { assessment: Assessment }>(
    `select ${COLUMNS}, assessment from snapshot where project_code = $1`,
    [code],
  );
  return rows[0];
}
