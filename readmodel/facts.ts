import type { Fact } from '../domain/fact.ts';
import type { Instant } from '../domain/time.ts';
import type { Queryable } from './pool.ts';

/** A fact on its way to a subject. */
export interface FactFor {
  subject: string;
  fact: Fact;
  /** The trace that brought it. */
  traceparent?: string | undefined;
}

/** Facts of one settle, in order of arrival. */
export interface TakenFacts {
  facts: Fact[];
  /** Others still wait. */
  more: boolean;
  /** The traces of those that have one. */
  traceparents: string[];
}

/** Adds facts that wait for their subject's next settle, in the order given; one that is there already stays as it is. */
export async function addFacts(client: Queryable, facts: readonly FactFor[]): Promise<void> {
  await insertFacts(client, facts, null);
}

/** Adds facts that are applied in this very transaction. */
export async function addAppliedFacts(
  client: Queryable,
  facts: readonly FactFor[],
  appliedAt: Instant,
): Promise<void> {
  await insertFacts(client, facts, appliedAt);
}

/** Marks the oldest waiting facts of a subject as applied and gives them, at most `limit`. */
export async function takeWaitingFacts(
  client: Queryable,
  subject: string,
  { appliedAt, limit }: { appliedAt: Instant; limit: number },
): Promise<TakenFacts> {
  const { rows } = await client.query<{
    seq: number;
    body: Fact;
    traceparent: string | null;
  }>(
    `select seq, body, traceparent from fact where subject = $1 and applied_at is null order by seq limit $2`,
    [subject, limit + 1],
  );
  const taken = rows.slice(0, limit);
  if (taken.length > 0) {
    await client.query(
      'update fact set applied_at = $3 where subject = $1 and applied_at is null and seq = any($2)',
      [subject, taken.map(({ seq }) => seq), appliedAt],
    );
  }
  return {
    facts: taken.map(({ body }) => body),
    more: rows.length > taken.length,
    traceparents: taken.flatMap(({ traceparent }) => traceparent ?? []),
  };
}

/** All facts that count for a subject, in order of arrival. */
export async function appliedFacts(client: Queryable, subject: string): Promise<Fact[]> {
  const { rows } = await client.query<{ body: Fact }>(
    'select body from fact where subject = $1 and applied_at is not null order by seq',
    [subject],
  );
  return rows.map(({ body }) => body);
}

async function insertFacts(
  client: Queryable,
  facts: readonly FactFor[],
  appliedAt: Instant | null,
): Promise<void> {
  if (facts.length === 0) return;
  await client.query(
    `insert into fact (subject, source, fact_id, type, body, arrived_at, traceparent, applied_at)
     select subject, source, fact_id, type, body, arrived_at, traceparent, $8
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::timestamptz[],
       $7::text[])
       with ordinality as given (subject, source, fact_id, type, body, arrived_at, traceparent, place)
     order by place
     on conflict do nothing`,
    [
      facts.map(({ subject }) => subject),
      facts.map(({ fact }) => fact.source),
      facts.map(({ fact }) => fact.id),
      facts.map(({ fact }) => fact.type),
      facts.map(({ fact }) => JSON.stringify(fact)),
      facts.map(({ fact }) => fact.arrivedAt),
      facts.map(({ traceparent }) => traceparent ?? null),
      appliedAt,
    ],
  );
}
