import type { Queryable } from './pool.ts';

/** An alert whose workflow has heard all that is wanted of it. */
export interface ToldAlert {
  /** Of the project. */
  subject: string;
  levelId: string;
  /** Whether it should run: the alert is not closed yet. */
  wanted: boolean;
}

/** Every alert whose workflow was told what is wanted of it last, closed ones too. */
export async function toldAlerts(client: Queryable): Promise<ToldAlert[]> {
  const { rows } = await client.query<ToldAlert>(
    `select level.subject, level_id as "levelId", coalesce(alert.state <> 'closed', false) as wanted
     from level join subject on subject.id = level.subject
     left join alert on alert_id = 'alert/' || subject.project_code || '/' || level_id
     where level.kind = 'alert' and told_revision >= wanted_revision and obeyed_revision > 0
     order by level.subject, level_id`,
  );
  return rows;
}

/** Takes the workflow of an alert for lost: its project tells it again what is wanted. False if there is no such alert. */
export async function forgetTold(
  client: Queryable,
  subject: string,
  levelId: string,
): Promise<boolean> {
  // One statement, so that no settle comes between the row and its level; the subject's row first,
  // as settle locks them, so that neither waits for the other.
  const { rowCount } = await client.query(
    `with owner as (
       update subject set obeyed_revision = 0, rings = 0, next_ring_at = clock_timestamp(),
         lagging_since = coalesce(lagging_since, clock_timestamp())
       where id = $1 and exists (select from level where subject = $1 and level_id = $2)
       returning id
     )
     update level set told_revision = 0 from owner
     where level.subject = owner.id and level_id = $2`,
    [subject, levelId],
  );
  return rowCount === 1;
}
