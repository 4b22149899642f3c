import type { PoolClient } from 'pg';
import type { Fact } from '../domain/fact.ts';
import { projectSubject } from './subject-id.ts';
import { addFacts } from './facts.ts';
import { together } from './pool.ts';
import { hearSources } from './silences.ts';

/** One event as it came, with the fact that it states. */
export interface EventRow {
  source: string;
  eventId: string;
  payloadHash: string;
  type: string;
  projectCode: string;
  occurredAt: string;
  /** The whole event; must hold nothing that jsonb refuses (U+0000, half a surrogate pair). */
  raw: unknown;
  topic?: string | undefined;
  partition?: number | undefined;
  offset?: string | number | undefined;
  /** Its `arrivedAt` is the row's. */
  fact: Fact;
  /** The trace that brought it (`traceparent` of W3C). */
  traceparent?: string | undefined;
}

/** `conflict`: the same source and id came before with another payload; nothing was stored. */
export type Stored = 'new' | 'duplicate' | 'conflict';

/**
 * Stores a batch of events and their waiting facts in the transaction of `client`, and says of each
 * row, in the order given, what became of it. Idempotent on source and id.
 */
export async function storeEvents(
  client: PoolClient,
  rows: readonly EventRow[],
): Promise<Stored[]> {
  if (rows.length === 0) return [];
  const [added, hashes] = await together([insertEvents(client, rows), storedHashes(client, rows)]);
  const fates = fatesOf(rows, added, hashes);
  const fresh = rows.filter((_, index) => fates[index] === 'new');
  const facts = fresh.map(({ fact, projectCode, traceparent }) => ({
    subject: projectSubject(projectCode),
    fact,
    traceparent,
  }));
  await together([addFacts(client, facts), hearSources(client, fresh)]);
  return fates;
}

const INSERT = {
  name: 'insert-events',
  text: `insert into event (source, event_id, payload_hash, type, project_code, occurred_at, raw,
      topic, partition, kafka_offset, arrived_at)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
      $7::jsonb[], $8::text[], $9::int[], $10::bigint[], $11::timestamptz[])
    on conflict do nothing
    returning source, event_id as "eventId"`,
};

async function insertEvents(client: PoolClient, rows: readonly EventRow[]): Promise<Set<string>> {
  // In the order of the key: two consumers with the same events would else wait for each other.
  const sorted = [...rows].sort((a, b) => compareText(keyOf(a), keyOf(b)));
  const { rows: inserted } = await client.query<{ source: string; eventId: string }>(INSERT, [
    sorted.map((row) => row.source),
    sorted.map((row) => row.eventId),
    sorted.map((row) => row.payloadHash),
    sorted.map((row) => row.type),
    sorted.map((row) => row.projectCode),
    sorted.map((row) => row.occurredAt),
    sorted.map((row) => JSON.stringify(row.raw)),
    sorted.map((row) => row.topic ?? null),
    sorted.map((row) => row.partition ?? null),
    sorted.map((row) => row.offset ?? null),
    sorted.map((row) => row.fact.arrivedAt),
  ]);
  return new Set(inserted.map(keyOf));
}

function fatesOf(
  rows: readonly EventRow[],
  added: ReadonlySet<string>,
  hashes: ReadonlyMap<string, string>,
): Stored[] {
  const met = new Set<string>();
  return rows.map((row) => {
    const key = keyOf(row);
    if (hashes.get(key) !== row.payloadHash) return 'conflict';
    const isNew = added.has(key) && !met.has(key);
    met.add(key);
    return isNew ? 'new' : 'duplicate';
  });
}

const STORED_HASHES = {
  name: 'stored-hashes',
  text: `select source, event_id as "eventId", payload_hash as hash from event
     join unnest($1::text[], $2::text[]) as wanted (source, event_id) using (source, event_id)`,
};

async function storedHashes(
  client: PoolClient,
  rows: readonly EventRow[],
): Promise<Map<string, string>> {
  const { rows: stored } = await client.query<{ source: string; eventId: string; hash: string }>(
    STORED_HASHES,
    [rows.map((row) => row.source), rows.map((row) => row.eventId)],
  );
  return new Map(stored.map((row) => [keyOf(row), row.hash]));
}

const keyOf = ({ source, eventId }: { source: string; eventId: string }) => `${source}\n${eventId}`;

const compareText = (a: string, b: string) => (a < b ? -1 : Number(a > b));
