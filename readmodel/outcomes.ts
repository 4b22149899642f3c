import type { Instant } from '../domain/time.ts';
import type { Queryable } from './pool.ts';

/** The first answer to a command. */
export interface OutcomeRow<Outcome> {
  commandId: string;
  subject: string;
  payloadHash: string;
  outcome: Outcome;
  revision: number;
  at: Instant;
}

/** The answers already given to these commands. */
export async function outcomesOf<Outcome>(
  client: Queryable,
  commandIds: readonly string[],
): Promise<Map<string, OutcomeRow<Outcome>>> {
  const { rows } = await client.query<OutcomeRow<Outcome>>(
    `select command_id as "commandId", subject, payload_hash as "payloadHash", outcome, revision, at
     from command_outcome where command_id = any($1)`,
    [commandIds],
  );
  return new Map(rows.map((row) => [row.commandId, row]));
}

/** Keeps answers for good. Throws when one of the commands was answered for another subject meanwhile. */
export async function keepOutcomes<Outcome>(
  client: Queryable,
  rows: readonly OutcomeRow<Outcome>[],
): Promise<void> {
  for (const row of rows) {
    await client.query(
      `insert into command_outcome (command_id, subject, payload_hash, outcome, revision, at)
       values ($1, $2, $3, $4, $5, $6)`,
      [
        row.commandId,
        row.subject,
        row.payloadHash,
        JSON.stringify(row.outcome),
        row.revision,
        row.at,
      ],
    );
  }
}
