import type { Queryable } from './pool.ts';

/** A person who has signed in with a browser. */
export interface WebSession {
  person: string;
  /** What pages must send with every act. */
  csrf: string;
  /** The issuer's, for signing out there as well. */
  idToken: string;
}

/** Begins a session, and forgets all that are over. */
export async function beginSession(
  client: Queryable,
  { idHash, person, csrf, idToken, hours }: WebSession & { idHash: Buffer; hours: number },
): Promise<void> {
  await client.query('delete from web_session where ends_at <= clock_timestamp()');
  await client.query(
    `insert into web_session (id_hash, person, csrf, id_token, ends_at)
     values ($1, $2, $3, $4, clock_timestamp() + make_interval(hours => $5))`,
    [idHash, person, csrf, idToken, hours],
  );
}

/** The session, unless it is over or was idle for too long; using it keeps it from being idle. */
export async function useSession(
  client: Queryable,
  idHash: Buffer,
  idleMinutes: number,
): Promise<WebSession | undefined> {
  const { rows } = await client.query<WebSession & { stale: boolean }>(
    `select person, csrf, id_token as "idToken",
       seen_at < clock_timestamp() - interval '1 minute' as stale
     from web_session where id_hash = $1 and ends_at > clock_timestamp()
       and seen_at > clock_timestamp() - make_interval(mins => $2)`,
    [idHash, idleMinutes],
  );
  const [row] = rows;
  if (!row) return undefined;
  const { stale, ...session } = row;
  if (stale) {
    await client.query('update web_session set seen_at = clock_timestamp() where id_hash = $1', [
      idHash,
    ]);
  }
  return session;
}

/** Ends a session; ending it again changes nothing. */
export async function endSession(client: Queryable, idHash: Buffer): Promise<void> {
  await client.query('delete from web_session where id_hash = $1', [idHash]);
}

/** Ends every session of a person, such as after a new password. */
export async function endSessionsOf(client: Queryable, person: string): Promise<void> {
  await client.query('delete from web_session where person = $1', [person]);
}
