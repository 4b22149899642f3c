import type { Queryable } from './pool.ts';

/** A project whose manager is to be reminded. */
export interface ToRemind {
  project: string;
  name: string;
  closed: boolean;
  manager: string | null;
}

/** These projects with whoever answers for them: the manager, else the deputy; those that are not registered are missing. */
export async function projectsToRemind(
  client: Queryable,
  codes: readonly string[],
): Promise<ToRemind[]> {
  const { rows } = await client.query<ToRemind>(
    `select project_code as project, name, status in ('completed', 'terminated') as closed,
       coalesce(manager, deputy) as manager
     from snapshot where project_code = any($1) order by project_code`,
    [codes],
  );
  return rows;
}

/** Which of these steps somebody was given a notice of, whoever it was. */
export async function stepsGiven(
  client: Queryable,
  steps: readonly { project: string; stepId: string }[],
): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ stepId: string }>(
    `select step_id as "stepId" from notice
     where step_id = any($1) and project_code = any($2) and alert_id is null`,
    [steps.map(({ stepId }) => stepId), steps.map(({ project }) => project)],
  );
  return new Set(rows.map(({ stepId }) => stepId));
}
