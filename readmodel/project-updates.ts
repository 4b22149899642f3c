import type { Moment } from '../domain/time.ts';
import type { Queryable } from './pool.ts';

/** Somebody's word on how a project stands. */
export interface ProjectUpdate {
  at: Moment;
  text: string;
  noChange: boolean;
  /** Null: a system of the site. */
  by: string | null;
}

/** The last words on a project, the newest first: weekly updates, and notes of the site. */
export async function lastUpdates(
  client: Queryable,
  subject: string,
  limit: number,
): Promise<ProjectUpdate[]> {
  const { rows } = await client.query<ProjectUpdate>(
    `select body->>'occurredAt' as at, coalesce(body->'data'->>'text', '') as text,
       coalesce((body->'data'->>'noChange')::bool, false) as "noChange",
       body->'data'->'actor'->>'id' as by
     from fact where subject = $1 and applied_at is not null
       and body->>'type' in ('command.update.v1', 'site.update.noted.v1')
     order by body->>'occurredAt' desc, seq desc limit $2`,
    [subject, limit],
  );
  return rows;
}
