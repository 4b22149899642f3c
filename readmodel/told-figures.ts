import type { Severity } from '../domain/alert/case.ts';
import { lateTable, type Late } from './late.ts';
import type { MessageState } from './messages.ts';
import type { Queryable } from './pool.ts';

/** How many alerts are not closed, by colour; a colour of which there is none is left out. */
export async function countOpenAlerts(
  client: Queryable,
): Promise<{ severity: Severity; count: number }[]> {
  const { rows } = await client.query<{ severity: Severity; count: number }>(
    `select severity, count(*)::int as count from alert where state <> 'closed' group by severity`,
  );
  return rows;
}

/** How much is late on its way to people, and for how many seconds the first; a kind without any is left out. */
export async function countLate(
  client: Queryable,
  clockOffsetMs: number,
): Promise<{ what: Late; count: number; seconds: number }[]> {
  const { rows } = await client.query<{ what: Late; count: number; seconds: number }>(
    `with ${lateTable('$1')}
     select what, count(*)::int as count,
       extract(epoch from clock_timestamp() - min(since))::float8 as seconds
     from late group by what`,
    [clockOffsetMs],
  );
  return rows;
}

/** Messages by what became of them: those of the last 24 hours, and all that are still to be sent. */
export async function countMessages(
  client: Queryable,
  clockOffsetMs: number,
): Promise<{ state: MessageState; count: number }[]> {
  const { rows } = await client.query<{ state: MessageState; count: number }>(
    `select state, count(*)::int as count from message
     where next_try_at is not null
       or made_at > clock_timestamp() + $1 * interval '1 millisecond' - interval '24 hours'
     group by state`,
    [clockOffsetMs],
  );
  return rows;
}
