import type { Instant } from '../domain/time.ts';
import type { Writer } from './gathered-writes.ts';
import type { Queryable } from './pool.ts';
import { projectCodeOf } from './subject-id.ts';

/** The row that is locked while its subject is settled. */
export interface SubjectRow {
  id: string;
  projectCode: string;
  revision: number;
  decidedRevision: number;
  obeyedRevision: number;
  /** What the workflow passed to the settle that noted `obeyedRevision` at once; null when reconcile noted it. */
  carriedRevision: number | null;
  /** Real time. */
  nextChangeAt: Instant | null;
  /** When the workflow's own timer ends, as far as it has asked; real time, null without one. */
  wakesAt: Instant | null;
  nextRingAt: Instant;
  rings: number;
  closed: boolean;
  lostCount: number;
  faultCount: number;
  faultMessage: string | null;
  faultNextTryAt: Instant | null;
  /** Identifies what it last told of itself: a project its approvals, an approval its project. */
  toldHash: string | null;
  /** Domain time. */
  registeredAt: Instant;
}

const COLUMNS = `id, project_code as "projectCode", revision, decided_revision as "decidedRevision",
  obeyed_revision as "obeyedRevision", carried_revision as "carriedRevision",
  next_change_at as "nextChangeAt", wakes_at as "wakesAt", next_ring_at as "nextRingAt", rings,
  closed, lost_count as "lostCount", fault_count as "faultCount",
  fault_message as "faultMessage", fault_next_try_at as "faultNextTryAt",
  told_hash as "toldHash", registered_at as "registeredAt"`;

/** The row of a subject, without waiting for who settles it. */
export async function findSubject(client: Queryable, id: string): Promise<SubjectRow | undefined> {
  const { rows } = await client.query<SubjectRow>(`select ${COLUMNS} from subject where id = $1`, [
    id,
  ]);
  return rows[0];
}

/** Ids of all subjects, closed ones too, in their order. */
export async function allSubjects(client: Queryable): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>('select id from subject order by id');
  return rows.map(({ id }) => id);
}

/** Waits until nobody else settles the subject. */
export async function lockSubject(client: Queryable, id: string): Promise<SubjectRow | undefined> {
  const { rows } = await client.query<SubjectRow>(
    { name: 'lock-subject', text: `select ${COLUMNS} from subject where id = $1 for update` },
    [id],
  );
  return rows[0];
}

/** Adds the row of a subject whose registration is about to be judged; false if there is one. */
export async function addSubject(
  client: Queryable,
  id: string,
  registeredAt: Instant,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into subject (id, kind, project_code, registered_at) values ($1, 'project', $2, $3)
     on conflict do nothing`,
    [id, projectCodeOf(id), registeredAt],
  );
  return rowCount === 1;
}

/** Adds the row of a project's approval, in the settle of that project; one that is there stays as it is. */
export async function addApproval(writer: Writer, id: string, openedAt: Instant): Promise<void> {
  await writer.query(
    `insert into subject (id, kind, project_code, registered_at) values ($1, 'approval', $2, $3)
     on conflict do nothing`,
    [id, projectCodeOf(id), openedAt],
  );
}

/** What a settle writes; faults and the registration are not among it. */
export type SettledSubject = Omit<
  SubjectRow,
  'projectCode' | 'registeredAt' | 'faultCount' | 'faultMessage' | 'faultNextTryAt'
>;

/** Writes what settle found; a settle that comes so far has no fault any more. */
export async function updateSubject(writer: Writer, subject: SettledSubject): Promise<void> {
  await writer.query(
    `update subject set revision = $2, decided_revision = $3, obeyed_revision = $4,
       next_change_at = $5, next_ring_at = $6, rings = $7, closed = $8, lost_count = $9,
       carried_revision = $10, told_hash = $11, wakes_at = $12,
       lagging_since = case when $4::int < $3::int then coalesce(lagging_since, clock_timestamp()) end,
       fault_count = 0, fault_message = null, fault_next_try_at = null, fault_since = null,
       settled_at = clock_timestamp(),
       changed_tx = case when revision = $2 then changed_tx else pg_current_xact_id() end
     where id = $1`,
    [
      subject.id,
      subject.revision,
      subject.decidedRevision,
      subject.obeyedRevision,
      subject.nextChangeAt,
      subject.nextRingAt,
      subject.rings,
      subject.closed,
      subject.lostCount,
      subject.carriedRevision,
      subject.toldHash,
      subject.wakesAt,
    ],
  );
}

/**
 * Codes of the projects that were changed, or whose approvals were, by transactions from `since` on; `next` is the
 * `since` of the next call. None is skipped, also where one commits late; without `since` only `next` is given.
 */
export async function changedProjects(
  client: Queryable,
  since: string | undefined,
): Promise<{ projects: string[]; next: string }> {
  const { rows } = await client.query<{ projects: string[]; next: string }>(
    `select pg_snapshot_xmin(pg_current_snapshot())::text as next, array(
       select distinct project_code from subject
       where changed_tx >= $1::xid8 and changed_tx < pg_snapshot_xmin(pg_current_snapshot())
     ) as projects`,
    [since ?? null],
  );
  const [row] = rows;
  if (!row) throw new Error('PostgreSQL told no snapshot');
  return row;
}

const MAX_FAULT_TEXT = 2_000;

/** Counts a settle that failed on this subject's own facts; the next try comes 1 s later, then doubling up to 10 min. */
export async function countFault(client: Queryable, id: string, message: string): Promise<void> {
  await client.query(
    `update subject set fault_count = fault_count + 1, fault_message = $2,
       fault_since = coalesce(fault_since, clock_timestamp()),
       fault_next_try_at = clock_timestamp()
         + least(interval '10 minutes', interval '1 second' * 2 ^ least(fault_count, 10))
     where id = $1`,
    [id, message.replaceAll('\0', '').slice(0, MAX_FAULT_TEXT)],
  );
}
