import type { Day } from '../domain/time.ts';
import type { Queryable } from './pool.ts';
import { projectSubject } from './subject-id.ts';

/** Days on which a project's clock stood still; `to` is null while it does. */
export interface PauseRow {
  project: string;
  from: Day;
  to: Day | null;
}

/** The pauses of these projects, in order: each ends with the first resumption after it. */
export async function pausesOf(client: Queryable, codes: readonly string[]): Promise<PauseRow[]> {
  const { rows } = await client.query<PauseRow>(
    `with said as (
       select subject, seq, body->>'type' as type, coalesce(body->'data'->>'from',
         body->'data'->>'on') as day
       from fact where subject = any($1) and source = '/command' and applied_at is not null
         and body->>'type' in ('command.pause.v1', 'command.resume.v1'))
     select substr(subject, length('project/') + 1) as project, day as "from",
       (select day from said as later where later.subject = said.subject and later.seq > said.seq
          and type = 'command.resume.v1' order by seq limit 1) as "to"
     from said where type = 'command.pause.v1' order by subject, seq`,
    [codes.map(projectSubject)],
  );
  return rows;
}
