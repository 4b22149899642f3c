import type { Queryable } from './pool.ts';

/** The processes that run here may open more connections than PostgreSQL allows; the message says what to do. */
export class ConnectionsError extends Error {
  override name = 'ConnectionsError';
}

/**
 * Throws a ConnectionsError when the pools of all Kaigong processes that are connected to this
 * PostgreSQL, the one of `client` among them, could together open more connections than it allows.
 * What other programs open is not counted.
 */
export async function assertConnections(client: Queryable): Promise<void> {
  const { rows } = await client.query<{ allowed: number; pools: string[] }>(
    `select current_setting('max_connections')::int
       - current_setting('superuser_reserved_connections')::int
       - coalesce(current_setting('reserved_connections', true)::int, 0) as allowed,
     array(select distinct application_name from pg_stat_activity
       where application_name ~ '^kaigong-[a-z]+/[0-9]+/' order by 1) as pools`,
  );
  const { allowed = 0, pools = [] } = rows[0] ?? {};
  const sum = pools.reduce((total, pool) => total + mostOf(pool), 0);
  if (sum <= allowed) return;
  const each = pools.map((pool) => `${pool.split('/')[0] ?? ''} ${mostOf(pool)}`).join(', ');
  throw new ConnectionsError(
    `PostgreSQL allows ${allowed} connections, the processes that run may open ${sum}: ${each}. ` +
      'Lower DATABASE_POOL_SIZE or raise max_connections of PostgreSQL.',
  );
}

const mostOf = (pool: string): number => Number(pool.split('/')[1]);
