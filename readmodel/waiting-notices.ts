import type { Queryable } from './pool.ts';

/** Everybody to whom something about an alert is still to be told. */
export async function personsToTell(client: Queryable, alertId: string): Promise<string[]> {
  const { rows } = await client.query<{ person: string }>(
    `select distinct person from notice
     where alert_id = $1 and message_id is null and dropped_at is null order by person`,
    [alertId],
  );
  return rows.map(({ person }) => person);
}
