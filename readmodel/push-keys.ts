import type { Instant } from '../domain/time.ts';
import type { Queryable } from './pool.ts';

/** A key with which one source may push events. */
export interface PushKeyRow {
  id: string;
  source: string;
  note: string | null;
  madeBy: string;
  /** Real time, as is `revokedAt`. */
  madeAt: Instant;
  revokedBy: string | null;
  revokedAt: Instant | null;
}

const COLUMNS = `id, source, note, made_by as "madeBy", made_at as "madeAt",
  revoked_by as "revokedBy", revoked_at as "revokedAt"`;

/** Adds a key; ids are the caller's and must be new. */
export async function addPushKey(
  client: Queryable,
  key: { id: string; source: string; secret: string; note: string | null; madeBy: string },
): Promise<PushKeyRow> {
  const { rows } = await client.query<PushKeyRow>(
    `insert into push_key (id, source, secret, note, made_by, made_at)
     values ($1, $2, $3, $4, $5, clock_timestamp()) returning ${COLUMNS}`,
    [key.id, key.source, key.secret, key.note, key.madeBy],
  );
  const [row] = rows;
  if (!row) throw new Error(`Key ${key.id} was not stored`);
  return row;
}

/** Every key, revoked ones too, without secrets; by source, the oldest first. */
export async function listPushKeys(client: Queryable): Promise<PushKeyRow[]> {
  const { rows } = await client.query<PushKeyRow>(
    `select ${COLUMNS} from push_key order by source, made_at, id`,
  );
  return rows;
}

/** Revokes a key from now on; the first revocation stays. `undefined` if there is no such key. */
export async function revokePushKey(
  client: Queryable,
  { id, by }: { id: string; by: string },
): Promise<PushKeyRow | undefined> {
  const { rows } = await client.query<PushKeyRow>(
    `update push_key set revoked_by = coalesce(revoked_by, $2),
       revoked_at = coalesce(revoked_at, clock_timestamp())
     where id = $1 returning ${COLUMNS}`,
    [id, by],
  );
  return rows[0];
}

/** What a signature is checked with. */
export interface Secret {
  /** Null for a key that is unknown or revoked. */
  key: { source: string; secret: string } | null;
  /** PostgreSQL's clock. */
  now: Instant;
}

/** The secret of a key that has not been revoked, and the time by which a signature's age counts. */
export async function readSecret(client: Queryable, id: string): Promise<Secret> {
  const { rows } = await client.query<{ source: string; secret: string; now: Instant }>(
    `select source, secret, clock_timestamp() as now from (select) as one
     left join push_key on id = $1 and revoked_at is null`,
    [id],
  );
  const [row] = rows;
  if (!row) throw new Error('PostgreSQL gave no time');
  const { source, secret, now } = row;
  // `as`: of an outer join without a match, which the driver's types can't tell.
  return { key: (source as string | null) === null ? null : { source, secret }, now };
}
