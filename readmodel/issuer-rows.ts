import type { Queryable } from './pool.ts';

/** A row of the local issuer; `id` is unique within its kind. */
export interface IssuerRow {
  kind: string;
  id: string;
  payload: Record<string, unknown>;
  grantId?: string | undefined;
  uid?: string | undefined;
  /** Seconds; none: for good. */
  expiresIn?: number | undefined;
}

/** Writes a row over what was there. */
export async function saveIssuerRow(client: Queryable, row: IssuerRow): Promise<void> {
  const { kind, id, payload, grantId, uid, expiresIn } = row;
  await client.query(
    `insert into issuer_row (kind, id, payload, grant_id, uid, expires_at)
     values ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(secs => $6))
     on conflict (kind, id) do update set payload = excluded.payload, grant_id = excluded.grant_id,
       uid = excluded.uid, expires_at = excluded.expires_at`,
    [kind, id, JSON.stringify(payload), grantId ?? null, uid ?? null, expiresIn ?? null],
  );
}

/** By its id or by its uid, unless it is over. */
export async function findIssuerRow(
  client: Queryable,
  kind: string,
  by: { id: string } | { uid: string },
): Promise<Record<string, unknown> | undefined> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['uid', by.uid];
  const { rows } = await client.query<{ payload: Record<string, unknown> }>(
    `select payload from issuer_row where kind = $1 and ${column} = $2
       and (expires_at is null or expires_at > clock_timestamp())`,
    [kind, value],
  );
  return rows[0]?.payload;
}

/** Notes when a code was taken; a second time shows as stolen. */
export async function consumeIssuerRow(client: Queryable, kind: string, id: string): Promise<void> {
  await client.query(
    `update issuer_row set payload = payload ||
       jsonb_build_object('consumed', floor(extract(epoch from clock_timestamp())))
     where kind = $1 and id = $2`,
    [kind, id],
  );
}

/** Deletes one row. */
export async function deleteIssuerRow(client: Queryable, kind: string, id: string): Promise<void> {
  await client.query('delete from issuer_row where kind = $1 and id = $2', [kind, id]);
}

/** Deletes all that came of one consent. */
export async function deleteIssuerGrant(client: Queryable, grantId: string): Promise<void> {
  await client.query('delete from issuer_row where grant_id = $1', [grantId]);
}

/** Ends a person's sessions at the issuer. */
export async function deleteIssuerSessions(client: Queryable, person: string): Promise<void> {
  await client.query(
    `delete from issuer_row where kind = 'Session' and payload ->> 'accountId' = $1`,
    [person],
  );
}

/** Deletes what is over. */
export async function deleteOverIssuerRows(client: Queryable): Promise<void> {
  await client.query('delete from issuer_row where expires_at <= clock_timestamp()');
}

/** What was kept under that name first, by whichever process. */
export async function keepIssuerSecret(
  client: Queryable,
  name: string,
  made: unknown,
): Promise<unknown> {
  await client.query(
    'insert into issuer_secret (name, value) values ($1, $2) on conflict (name) do nothing',
    [name, JSON.stringify(made)],
  );
  const { rows } = await client.query<{ value: unknown }>(
    'select value from issuer_secret where name = $1',
    [name],
  );
  return rows[0]?.value;
}
