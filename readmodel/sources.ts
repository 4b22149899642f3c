import type { Fact } from '../domain/fact.ts';
import type { Matter } from '../domain/matter.ts';
import { matterOf } from '../domain/matter.ts';
import type { Day, Instant } from '../domain/time.ts';
import type { Queryable } from './pool.ts';

/** A system that sends events, and the last it said. */
export interface SourceRow {
  source: string;
  count: number;
  lastArrivedAt: Instant;
  /** When the last event to arrive was true: a day or an instant. */
  lastOccurredAt: string;
  lastType: string;
  lastEventId: string;
  lastProjectCode: string;
  /** What it speaks of. */
  matters: Matter[];
  /** The day of its last word, once projects were told that it is silent. */
  silentSince: Day | null;
}

/** What a source says, as far as its row goes. */
export interface Word {
  source: string;
  eventId: string;
  type: string;
  projectCode: string;
  occurredAt: string;
  fact: Fact;
}

const COLUMNS = `name as source, events as count, last_arrived_at as "lastArrivedAt",
  last_occurred_at as "lastOccurredAt", last_type as "lastType", last_event_id as "lastEventId",
  last_project_code as "lastProjectCode", matters, silent_since as "silentSince"`;

/** Every source that was ever heard, by name. */
export async function listSources(client: Queryable): Promise<SourceRow[]> {
  const { rows } = await client.query<SourceRow>(`select ${COLUMNS} from source order by name`);
  return rows;
}

/** The row of a source, which nobody else changes until the transaction ends. */
export async function lockSource(client: Queryable, name: string): Promise<SourceRow | undefined> {
  const { rows } = await client.query<SourceRow>(
    `select ${COLUMNS} from source where name = $1 for update`,
    [name],
  );
  return rows[0];
}

/** Notes since when projects are told that a source is silent; null: it is not. */
export async function noteSilence(
  client: Queryable,
  name: string,
  since: Day | null,
): Promise<void> {
  await client.query('update source set silent_since = $2 where name = $1', [name, since]);
}

/**
 * Counts new words with their sources, in one statement, and gives those that projects believe to be
 * silent. Locks the sources' rows until the transaction ends.
 */
export async function countWords(
  client: Queryable,
  words: readonly Word[],
): Promise<{ source: string; silentSince: Day; heardAt: Instant }[]> {
  const sources = [...groupBySource(words)].map(([name, said]) => ({ name, ...lastOf(said) }));
  const { rows } = await client.query<{ source: string; silentSince: Day; heardAt: Instant }>(
    `with heard as (
       insert into source as known (name, events, last_arrived_at, last_occurred_at, last_type,
         last_event_id, last_project_code, matters)
       select name, events, arrived_at, occurred_at, type, event_id, project_code,
         string_to_array(matters, ' ')
       from unnest($1::text[], $2::bigint[], $3::timestamptz[], $4::text[], $5::text[], $6::text[],
         $7::text[], $8::text[])
         as said (name, events, arrived_at, occurred_at, type, event_id, project_code, matters)
       order by name
       on conflict (name) do update set events = known.events + excluded.events,
         last_arrived_at = greatest(known.last_arrived_at, excluded.last_arrived_at),
         last_occurred_at = excluded.last_occurred_at, last_type = excluded.last_type,
         last_event_id = excluded.last_event_id, last_project_code = excluded.last_project_code,
         matters = case when known.matters @> excluded.matters then known.matters
           else array(select distinct unnest(known.matters || excluded.matters) order by 1) end
       returning name, silent_since, last_arrived_at
     )
     select name as source, silent_since as "silentSince", last_arrived_at as "heardAt"
     from heard where silent_since is not null`,
    [
      sources.map(({ name }) => name),
      sources.map(({ events }) => events),
      sources.map(({ last }) => last.fact.arrivedAt),
      sources.map(({ last }) => last.occurredAt),
      sources.map(({ last }) => last.type),
      sources.map(({ last }) => last.eventId),
      sources.map(({ last }) => last.projectCode),
      sources.map(({ matters }) => matters.join(' ')),
    ],
  );
  return rows;
}

function groupBySource(words: readonly Word[]): Map<string, [Word, ...Word[]]> {
  const groups = new Map<string, [Word, ...Word[]]>();
  for (const word of words) {
    const group = groups.get(word.source);
    if (group) group.push(word);
    else groups.set(word.source, [word]);
  }
  return groups;
}

function lastOf(said: readonly [Word, ...Word[]]) {
  const last = said.reduce((a, b) => (b.fact.arrivedAt >= a.fact.arrivedAt ? b : a));
  const matters = [...new Set(said.flatMap(({ fact }) => matterOf(fact) ?? []))];
  return { events: said.length, last, matters };
}
