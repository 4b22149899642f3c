import type { Instant } from '../domain/time.ts';
import type { Queryable } from './pool.ts';

/** One line of a project's timeline. */
export interface TimelineRow {
  id: number;
  project: string;
  revision: number;
  kind: string;
  object: string;
  from: string | null;
  to: string | null;
  detail: Record<string, unknown> | null;
  at: Instant;
  cause: string;
  factSource: string | null;
  factId: string | null;
}

/** A place in the stream of all timelines: by transaction, then by number. */
export interface ChangeCursor {
  tx: string;
  id: number;
}

export type ChangeRow = TimelineRow & { tx: string; projectName: string | null };

const COLUMNS = `t.id, t.project_code as project, t.revision, t.kind, t.object,
  t.from_value as "from", t.to_value as "to", t.detail, t.at, t.cause,
  t.fact_source as "factSource", t.fact_id as "factId"`;

/** Timeline of one project, latest first; those before `before` only. */
export async function listTimeline(
  client: Queryable,
  { code, before, limit }: { code: string; before?: number | undefined; limit: number },
): Promise<TimelineRow[]> {
  const { rows } = await client.query<TimelineRow>(
    `select ${COLUMNS} from timeline t
     where t.project_code = $1 and ($2::bigint is null or t.id < $2)
     order by t.id desc limit $3`,
    [code, before, limit],
  );
  return rows;
}

/**
 * Changes of all projects after a cursor, as far as no transaction that still runs can come in
 * between: numbers are given out before the commit, so a reader by number alone would skip.
 */
export async function listChanges(
  client: Queryable,
  { after, limit }: { after?: ChangeCursor | undefined; limit: number },
): Promise<ChangeRow[]> {
  const { rows } = await client.query<ChangeRow>(
    `select ${COLUMNS}, t.tx::text as tx, s.name as "projectName"
     from timeline t left join snapshot s on s.subject = t.subject
     where t.tx < pg_snapshot_xmin(pg_current_snapshot())
       and ($1::text is null or (t.tx, t.id) > ($1::text::xid8, $2::bigint))
     order by t.tx, t.id limit $3`,
    [after?.tx, after?.id, limit],
  );
  return rows;
}

/** Where the stream will go on: all that is readable now lies before it. */
export async function endOfChanges(client: Queryable): Promise<ChangeCursor> {
  const { rows } = await client.query<{ tx: string }>(
    'select pg_snapshot_xmin(pg_current_snapshot())::text as tx',
  );
  const [row] = rows;
  if (!row) throw new Error('PostgreSQL gave no snapshot');
  return { tx: row.tx, id: 0 };
}
