import type { Fact } from '../domain/fact.ts';
import type { Instant } from '../domain/time.ts';
import type { Writer } from './gathered-writes.ts';
import type { Queryable } from './pool.ts';

/** A fact on its way to a subject. */
export interface FactFor {
  subject: string;
  fact: Fact;
  /** When it began to wait for this subject, where that is later than its arrival. */
  waitsSince?: Instant | undefined;
  /** The trace that brought it. */
  traceparent?: string | undefined;
}

/** The facts of a settle, each in order of arrival. */
export interface FactsAtHand {
  /** All that count: those applied before, and those that are taken now. */
  all: Fact[];
  /** Those that waited. */
  taken: TakenFact[];
  /** Others still wait. */
  more: boolean;
}

/** A fact that waited, with its place in the order of arrival and the trace that brought it. */
export interface TakenFact {
  seq: number;
  fact: Fact;
  traceparent: string | null;
}

/** Adds facts that wait for their subject's next settle, in the order given; one that is there already stays as it is. */
export async function addFacts(writer: Writer, facts: readonly FactFor[]): Promise<void> {
  await insertFacts(writer, facts, null);
}

/** Adds facts that are applied in this very transaction. */
export async function addAppliedFacts(
  client: Queryable,
  facts: readonly FactFor[],
  appliedAt: Instant,
): Promise<void> {
  await insertFacts(client, facts, appliedAt);
}

const AT_HAND = {
  name: 'facts-at-hand',
  text: `select seq, body as fact, traceparent, false as waits from fact
      where subject = $1 and applied_at is not null
    union all
    (select seq, body, traceparent, true from fact
      where subject = $1 and applied_at is null order by seq limit $2)
    order by seq`,
};

/** The facts of a subject that were applied, and the oldest that wait, at most `limit`. */
export async function factsAtHand(
  client: Queryable,
  subject: string,
  limit: number,
): Promise<FactsAtHand> {
  const { rows } = await client.query<TakenFact & { waits: boolean }>(AT_HAND, [
    subject,
    limit + 1,
  ]);
  const waiting = rows.filter(({ waits }) => waits);
  const left = waiting[limit];
  return {
    all: rows.flatMap((row) => (row === left ? [] : [row.fact])),
    taken: waiting.slice(0, limit),
    more: left !== undefined,
  };
}

/** Marks waiting facts of a subject as applied; none is fine. */
export async function markApplied(
  writer: Writer,
  subject: string,
  { taken, appliedAt }: { taken: readonly TakenFact[]; appliedAt: Instant },
): Promise<void> {
  if (taken.length === 0) return;
  await writer.query(
    'update fact set applied_at = $3 where subject = $1 and applied_at is null and seq = any($2)',
    [subject, taken.map(({ seq }) => seq), appliedAt],
  );
}

/** All facts that count for a subject, in order of arrival. */
export async function appliedFacts(client: Queryable, subject: string): Promise<Fact[]> {
  const { rows } = await client.query<{ body: Fact }>(
    'select body from fact where subject = $1 and applied_at is not null order by seq',
    [subject],
  );
  return rows.map(({ body }) => body);
}

/** The same of several subjects, by subject; those that have none are missing. */
export async function appliedFactsOf(
  client: Queryable,
  subjects: readonly string[],
): Promise<Map<string, Fact[]>> {
  const { rows } = await client.query<{ subject: string; body: Fact }>(
    `select subject, body from fact where subject = any($1) and applied_at is not null
     order by subject, seq`,
    [subjects],
  );
  const facts = new Map<string, Fact[]>(rows.map(({ subject }) => [subject, []]));
  for (const { subject, body } of rows) facts.get(subject)?.push(body);
  return facts;
}

const INSERT = {
  name: 'insert-facts',
  text: `insert into fact (subject, source, fact_id, type, body, arrived_at, traceparent, applied_at)
     select subject, source, fact_id, type, body, arrived_at, traceparent, $8
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::timestamptz[],
       $7::text[])
       with ordinality as given (subject, source, fact_id, type, body, arrived_at, traceparent, place)
     order by place
     on conflict do nothing`,
};

async function insertFacts(
  writer: Writer,
  facts: readonly FactFor[],
  appliedAt: Instant | null,
): Promise<void> {
  if (facts.length === 0) return;
  await writer.query(INSERT, [
    facts.map(({ subject }) => subject),
    facts.map(({ fact }) => fact.source),
    facts.map(({ fact }) => fact.id),
    facts.map(({ fact }) => fact.type),
    facts.map(({ fact }) => JSON.stringify(fact)),
    facts.map(({ fact, waitsSince }) => waitsSince ?? fact.arrivedAt),
    facts.map(({ traceparent }) => traceparent ?? null),
    appliedAt,
  ]);
}
