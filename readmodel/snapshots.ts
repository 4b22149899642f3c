import type { Assessment } from '../domain/assessment.ts';
import type { Instant } from '../domain/time.ts';
import type { Writer } from './gathered-writes.ts';
import { LISTED, listedValues } from './listed-columns.ts';
import type { Queryable } from './pool.ts';

/** The last assessment of a subject. */
export interface Snapshot<A = Assessment> {
  subject: string;
  revision: number;
  coreVersion: number;
  /** Domain time; never goes back. */
  assessedAt: Instant;
  assessment: A;
  /** The trace of the settle that made this revision. */
  traceparent?: string | null | undefined;
}

/** What the last settle said; `undefined` before the first, or after the snapshot was emptied. */
export async function findSnapshot(
  client: Queryable,
  subject: string,
): Promise<Snapshot | undefined> {
  const { rows } = await client.query<Snapshot>(
    {
      name: 'snapshot',
      text: `select subject, revision, core_version as "coreVersion", assessed_at as "assessedAt", assessment,
       traceparent
     from snapshot where subject = $1`,
    },
    [subject],
  );
  return rows[0];
}

const SAVE = `insert into snapshot (subject, revision, core_version, assessed_at, assessment, project_code,
       name, kind, status, phase, stage, colour, manager, next_change_at, traceparent, colour_since,
       ${LISTED.join(', ')})
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
       $4, ${LISTED.map((_, place) => `$${place + 16}`).join(', ')})
     on conflict (subject) do update set
       revision = excluded.revision, core_version = excluded.core_version,
       assessed_at = excluded.assessed_at, assessment = excluded.assessment,
       name = excluded.name, kind = excluded.kind, status = excluded.status,
       phase = excluded.phase, stage = excluded.stage, colour = excluded.colour,
       manager = excluded.manager, next_change_at = excluded.next_change_at,
       colour_since = case when snapshot.colour is distinct from excluded.colour
         then excluded.assessed_at else snapshot.colour_since end,
       ${LISTED.map((column) => `${column} = excluded.${column}`).join(', ')},
       traceparent = case when snapshot.revision = excluded.revision then snapshot.traceparent
         else excluded.traceparent end`;

/** Replaces the snapshot of a subject. */
export async function saveSnapshot(writer: Writer, snapshot: Snapshot): Promise<void> {
  const { subject, revision, coreVersion, assessedAt, assessment, traceparent } = snapshot;
  await writer.query(SAVE, [
    subject,
    revision,
    coreVersion,
    assessedAt,
    JSON.stringify(assessment),
    assessment.code,
    assessment.name,
    assessment.kind,
    assessment.status,
    assessment.phase,
    assessment.stage,
    assessment.colour,
    assessment.people.manager ?? null,
    assessment.nextChangeAt ?? null,
    traceparent ?? null,
    ...listedValues(assessment),
  ]);
}

/** Removes snapshots of what is no subject. */
export async function deleteStraySnapshots(client: Queryable): Promise<void> {
  await client.query('delete from snapshot where subject not in (select id from subject)');
}
