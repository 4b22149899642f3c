import type { Instant } from '../domain/time.ts';
import type { Queryable } from './pool.ts';

/** Whether a channel may be used now; `freeAt` is real time. */
export type Leave = { granted: true } | { granted: false; freeAt: Instant };

/** Takes the channel's next place, after which it is busy for `gapMs`: one of all processes at a time. */
export async function takeTurn(client: Queryable, channel: string, gapMs: number): Promise<Leave> {
  const { rowCount } = await client.query(
    `insert into channel_pace (channel, free_at)
     values ($1, clock_timestamp() + $2 * interval '1 ms')
     on conflict (channel) do update set free_at = excluded.free_at
     where channel_pace.free_at <= clock_timestamp()`,
    [channel, gapMs],
  );
  if (rowCount === 1) return { granted: true };
  const { rows } = await client.query<{ freeAt: Instant }>(
    'select free_at as "freeAt" from channel_pace where channel = $1',
    [channel],
  );
  const [row] = rows;
  return row ? { granted: false, freeAt: row.freeAt } : { granted: true };
}

/** Until when each of these channels is busy or closed, by name; those that never were are missing. */
export async function closedUntil(
  client: Queryable,
  channels: readonly string[],
): Promise<ReadonlyMap<string, Instant>> {
  const { rows } = await client.query<{ channel: string; freeAt: Instant }>(
    'select channel, free_at as "freeAt" from channel_pace where channel = any($1)',
    [channels],
  );
  return new Map(rows.map(({ channel, freeAt }) => [channel, freeAt]));
}

/** Keeps a channel closed for so long: its platform asked for it. */
export async function closeChannel(client: Queryable, channel: string, ms: number): Promise<void> {
  await client.query(
    `insert into channel_pace (channel, free_at)
     values ($1, clock_timestamp() + $2 * interval '1 ms')
     on conflict (channel) do update
       set free_at = greatest(channel_pace.free_at, excluded.free_at)`,
    [channel, ms],
  );
}
