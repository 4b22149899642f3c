import type { Colour } from '../domain/definitions.ts';
import type { Instant } from '../domain/time.ts';
import type { ToldDate } from './dependencies.ts';
import type { Queryable } from './pool.ts';

/** An open project as its last settle left it. */
export interface OpenProject {
  subject: string;
  code: string;
  name: string;
  revision: number;
  colour: Colour | null;
  assessedAt: Instant | null;
  /** Of the lifecycle template that it follows. */
  templateVersion: string | null;
}

/** One project waits for a milestone of another; `told` is what it last heard. */
export interface DependencyEdge {
  upstream: string;
  dependant: string;
  milestone: string;
  told: ToldDate | null;
}

/** Every registered project that is not closed, by code. */
export async function openProjects(client: Queryable): Promise<OpenProject[]> {
  const { rows } = await client.query<OpenProject>(
    `select subject.id as subject, subject.project_code as code,
       coalesce(snapshot.name, '') as name, subject.revision, snapshot.colour,
       snapshot.assessed_at as "assessedAt", subject.template_version as "templateVersion"
     from subject left join snapshot on snapshot.subject = subject.id
     where subject.kind = 'project' and not subject.closed and subject.revision > 0
     order by subject.project_code`,
  );
  return rows;
}

/** An open approval as its last settle left it. */
export interface OpenApproval {
  subject: string;
  /** Of its project. */
  code: string;
  revision: number;
  assessedAt: Instant | null;
  /** Of the approval template that it follows. */
  templateVersion: string | null;
}

/** Every approval that is not closed, by project and round. */
export async function openApprovals(client: Queryable): Promise<OpenApproval[]> {
  const { rows } = await client.query<OpenApproval>(
    `select id as subject, subject.project_code as code, subject.revision,
       approval_snapshot.assessed_at as "assessedAt", template_version as "templateVersion"
     from subject left join approval_snapshot on approval_snapshot.subject = subject.id
     where kind = 'approval' and not subject.closed
     order by subject.project_code, length(id), id`,
  );
  return rows;
}

/** All edges between projects, one for each milestone that a dependant waits for. */
export async function allDependencies(client: Queryable): Promise<DependencyEdge[]> {
  const { rows } = await client.query<DependencyEdge>(
    `select distinct on (upstream, dependant, milestone) upstream, dependant, milestone, told
     from dependency order by upstream, dependant, milestone`,
  );
  return rows;
}
