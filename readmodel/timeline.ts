import type { FactRef } from '../domain/assessment.ts';
import type { TimelineEntry } from '../domain/timeline-entry.ts';
import type { Instant } from '../domain/time.ts';
import type { Writer } from './gathered-writes.ts';
import type { Queryable } from './pool.ts';
import { projectCodeOf } from './subject-id.ts';

/** What made a line be written; `REBUILD` marks one that was found again by today's rules. */
export type Cause = 'FACT' | 'TIME' | 'COMMAND' | 'RULES_CHANGED' | 'REBUILD';

/** One line of the story of a project or of one of its approvals. */
export interface TimelineRow {
  id: number;
  subject: string;
  projectCode: string;
  revision: number;
  kind: TimelineEntry['kind'];
  object: string;
  from: string | null;
  to: string | null;
  detail: Record<string, unknown> | null;
  /** Domain time. */
  at: Instant;
  cause: Cause;
  /** The fact behind it, when it was a single one. */
  fact: FactRef | null;
}

/** The lines of one settle. */
export interface TimelineAddition {
  subject: string;
  revision: number;
  at: Instant;
  cause: Cause;
  fact?: FactRef | undefined;
  entries: readonly TimelineEntry[];
}

const COLUMNS = `id, subject, project_code as "projectCode", revision, kind, object, from_value as "from",
  to_value as "to", detail, at, cause,
  case when fact_id is not null
    then jsonb_build_object('source', fact_source, 'id', fact_id) end as fact`;

/** Adds the lines of a settle in their order; none is fine. */
export async function addToTimeline(writer: Writer, addition: TimelineAddition): Promise<void> {
  const { subject, revision, at, cause, fact, entries } = addition;
  if (entries.length === 0) return;
  await writer.query(
    `insert into timeline (subject, project_code, revision, at, cause, fact_source, fact_id,
       kind, object, from_value, to_value, detail)
     select $1, $2, $3, $4, $5, $6, $7, kind, object, from_value, to_value, detail
     from unnest($8::text[], $9::text[], $10::text[], $11::text[], $12::jsonb[])
       with ordinality as entry (kind, object, from_value, to_value, detail, place)
     order by place`,
    [
      subject,
      projectCodeOf(subject),
      revision,
      at,
      cause,
      fact?.source ?? null,
      fact?.id ?? null,
      entries.map((entry) => entry.kind),
      entries.map((entry) => entry.object),
      entries.map((entry) => entry.from ?? null),
      entries.map((entry) => entry.to ?? null),
      entries.map((entry) => (entry.detail ? JSON.stringify(entry.detail) : null)),
    ],
  );
}

/** A subject's story from its beginning, after the line `after`. */
export async function timelineOf(
  client: Queryable,
  subject: string,
  { after, limit }: { after?: number | undefined; limit: number },
): Promise<TimelineRow[]> {
  const { rows } = await client.query<TimelineRow>(
    `select ${COLUMNS} from timeline where subject = $1 and id > $2 order by id limit $3`,
    [subject, after ?? 0, limit],
  );
  return rows;
}

/** The last lines of a subject's story, the newest first. */
export async function latestOf(
  client: Queryable,
  subject: string,
  limit: number,
): Promise<TimelineRow[]> {
  const { rows } = await client.query<TimelineRow>(
    `select ${COLUMNS} from timeline where subject = $1 order by id desc limit $2`,
    [subject, limit],
  );
  return rows;
}

/**
 * Changes of all projects and approvals after the line `after` (0: from the beginning), in an order that never
 * skips a transaction that commits late: by transaction, then id. Pass the id of the last one got.
 */
export async function changesAfter(
  client: Queryable,
  after: number,
  limit: number,
): Promise<TimelineRow[]> {
  const { rows } = await client.query<TimelineRow>(
    `with place as (
       select coalesce((select tx from timeline where id = $1), '0'::xid8) as tx
     )
     select ${COLUMNS} from timeline, place
     where timeline.tx < pg_snapshot_xmin(pg_current_snapshot())
       and (timeline.tx, timeline.id) > (place.tx, $1)
     order by timeline.tx, timeline.id limit $2`,
    [after, limit],
  );
  return rows;
}

/** The id of the last line that `changesAfter` can give now: where a reader of what is new begins. */
export async function lastChange(client: Queryable): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `select id from timeline where tx < pg_snapshot_xmin(pg_current_snapshot())
     order by tx desc, id desc limit 1`,
  );
  return rows[0]?.id ?? 0;
}

/** Whether a line is still there, so that a reader may go on after it. 0 always is: the beginning. */
export async function isChangeKnown(client: Queryable, id: number): Promise<boolean> {
  if (id === 0) return true;
  const { rowCount } = await client.query('select from timeline where id = $1', [id]);
  return rowCount === 1;
}

/** Removes all lines of a subject, for a rebuild that tells them anew. */
export async function deleteTimeline(client: Queryable, subject: string): Promise<void> {
  await client.query('delete from timeline where subject = $1', [subject]);
}

/** Removes lines of what is no subject. */
export async function deleteStrayTimeline(client: Queryable): Promise<void> {
  await client.query('delete from timeline where subject not in (select id from subject)');
}
