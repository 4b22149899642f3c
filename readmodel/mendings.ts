import type { Actor } from '../domain/fact.ts';
import type { Instant } from '../domain/time.ts';
import type { Queryable } from './pool.ts';

/** What people do with what the engine could not take. */
export type MendingKind =
  | 'deadLettersReplayed'
  | 'deadLettersDiscarded'
  | 'parkedMatched'
  | 'parkedDiscarded'
  | 'outboxRetried'
  | 'outboxDiscarded';

/** One act, kept for good with what came of it. */
export interface Mending {
  commandId: string;
  kind: MendingKind;
  actor: Actor;
  reason: string;
  /** Domain time. */
  at: Instant;
}

/** What an act touched: `dead-letter/<id>`, `outbox/<id>` or `parked/<project code>/<source>/<event id>`. */
export interface MendedObject {
  object: string;
  /** What was taken away by it. */
  content?: unknown;
}

const COLUMNS = 'mending.command_id as "commandId", kind, actor, reason, at';

/** The first outcome of an act, with the hash of what was asked. */
export async function findMending(
  client: Queryable,
  commandId: string,
): Promise<{ payloadHash: string; outcome: unknown } | undefined> {
  const { rows } = await client.query<{ payloadHash: string; outcome: unknown }>(
    'select payload_hash as "payloadHash", outcome from mending where command_id = $1',
    [commandId],
  );
  return rows[0];
}

/** Keeps an act, its outcome and what it touched. */
export async function keepMending(
  client: Queryable,
  { commandId, kind, actor, reason, at }: Mending,
  did: { payloadHash: string; outcome: unknown; objects: readonly MendedObject[] },
): Promise<void> {
  const { payloadHash, outcome, objects } = did;
  await client.query(
    `insert into mending (command_id, payload_hash, kind, actor, reason, outcome, at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [commandId, payloadHash, kind, JSON.stringify(actor), reason, JSON.stringify(outcome), at],
  );
  await client.query(
    `insert into mending_object (command_id, object, content)
     select $1, * from unnest($2::text[], $3::jsonb[])`,
    [
      commandId,
      objects.map(({ object }) => object),
      objects.map(({ content }) => (content === undefined ? null : JSON.stringify(content))),
    ],
  );
}

/** Every act that touched this object, oldest first. */
export async function mendingsOf(client: Queryable, object: string): Promise<Mending[]> {
  const { rows } = await client.query<Mending>(
    `select ${COLUMNS} from mending join mending_object using (command_id)
     where object = $1 order by at, mending.command_id`,
    [object],
  );
  return rows;
}
