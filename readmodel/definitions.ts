import type { Day, Instant } from '../domain/time.ts';
import type { DefinitionKind, DefinitionRow } from '../schemas/definition-rows.ts';
import type { Queryable } from './pool.ts';

/** Names one version of a definition. */
export type DefinitionVersion = Pick<DefinitionRow, 'kind' | 'id' | 'version'>;

/** A version that was loaded, without its content. */
export interface LoadedDefinition extends DefinitionVersion {
  hash: string;
  /** Order of loading. */
  seq: number;
  inForce: boolean;
  /** Of policies and approval templates: the first day on which this version may come into force. */
  effectiveFrom: Day | null;
}

/** What counts from one generation on. */
export interface RulesInForce {
  /** Counts each time that something came into force; 0 before the first. */
  generation: number;
  inForce: DefinitionRow[];
  /** Every version of every lifecycle, as projects may be pinned to an earlier one. */
  lifecycles: DefinitionRow[];
  /** Every version of every approval template, as running approvals keep theirs. */
  approvals: DefinitionRow[];
}

// Any number other than those of the other advisory locks.
const LOCK = 5_211_303;

// There is one calendar, whatever its id; of the others each id has its own place.
const SLOT = `case when kind = 'calendar' then '' else id end`;
const IN_FORCE = `select distinct on (kind, ${SLOT}) kind, id, version from definition_in_force
  order by kind, ${SLOT}, generation desc`;

/** Lets one process at a time load definitions or put them in force, until its transaction ends. */
export async function lockDefinitions(client: Queryable): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
}

/** What a settle goes by, read in one statement after its lock. */
export interface Moment {
  /** PostgreSQL's time. */
  realNow: Instant;
  /** The generation in force. */
  generation: number;
  /** Of the lifecycle template that the subject follows until a recheck moves it; null before its first settle. */
  templateVersion: string | null;
}

/** The moment of a subject, or of none. */
export async function readMoment(client: Queryable, subject: string | null): Promise<Moment> {
  const { rows } = await client.query<Moment>({
    // Named, so that a connection plans it once: every settle asks.
    name: 'moment',
    text: `select clock_timestamp() as "realNow",
       coalesce((select max(generation) from definition_in_force), 0) as generation,
       (select template_version from subject where id = $1) as "templateVersion"`,
    values: [subject],
  });
  const [row] = rows;
  if (!row) throw new Error('PostgreSQL gave no time');
  return row;
}

/** What is in force, in one statement, so that it is of one generation. */
export async function readRulesInForce(client: Queryable): Promise<RulesInForce> {
  const { rows } = await client.query<DefinitionRow & { generation: number; inForce: boolean }>(
    `select kind, id, definition.version, hash, body, counts.version is not null as "inForce",
       (select max(generation) from definition_in_force) as generation
     from definition left join (${IN_FORCE}) as counts using (kind, id, version)
     where kind in ('lifecycle', 'approval') or counts.version is not null
     order by seq`,
  );
  return {
    generation: rows[0]?.generation ?? 0,
    inForce: rows.filter(({ inForce }) => inForce),
    lifecycles: rows.filter(({ kind }) => kind === 'lifecycle'),
    approvals: rows.filter(({ kind }) => kind === 'approval'),
  };
}

/** Every version ever loaded, in the order of loading. */
export async function listDefinitions(client: Queryable): Promise<LoadedDefinition[]> {
  const { rows } = await client.query<LoadedDefinition>(
    `select kind, id, version, hash, seq, counts.version is not null as "inForce",
       body->>'effectiveFrom' as "effectiveFrom"
     from definition left join (${IN_FORCE}) as counts using (kind, id, version)
     order by seq`,
  );
  return rows;
}

/** The named versions with their content. */
export async function readDefinitions(
  client: Queryable,
  versions: readonly DefinitionVersion[],
): Promise<DefinitionRow[]> {
  const { rows } = await client.query<DefinitionRow>(
    `select kind, id, version, hash, body from definition
     join unnest($1::text[], $2::text[], $3::text[]) as named (kind, id, version)
       using (kind, id, version)`,
    columnsOf(versions),
  );
  return rows;
}

/** Adds versions in their order; one that is there stays as it is. */
export async function addDefinitions(
  client: Queryable,
  rows: readonly DefinitionRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `insert into definition (kind, id, version, hash, body)
     select kind, id, version, hash, body
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::json[])
       with ordinality as given (kind, id, version, hash, body, place)
     order by place
     on conflict do nothing`,
    [
      ...columnsOf(rows),
      rows.map(({ hash }) => hash),
      rows.map(({ body }) => JSON.stringify(body)),
    ],
  );
}

/** Lets these versions count from now on, as one generation, and gives it; none changes nothing. Right only under `lockDefinitions`. */
export async function putInForce(
  client: Queryable,
  versions: readonly DefinitionVersion[],
  at: Instant,
): Promise<number> {
  await client.query(
    `insert into definition_in_force (generation, kind, id, version, at)
     select next.generation, kind, id, version, $4
     from unnest($1::text[], $2::text[], $3::text[]) as given (kind, id, version),
       (select coalesce(max(generation), 0) + 1 as generation from definition_in_force) as next`,
    [...columnsOf(versions), at],
  );
  return (await readMoment(client, null)).generation;
}

/** Notes the template version that a subject follows from now on. */
export async function followTemplate(
  client: Queryable,
  subject: string,
  version: string,
): Promise<void> {
  await client.query('update subject set template_version = $2 where id = $1', [subject, version]);
}

const columnsOf = (
  versions: readonly DefinitionVersion[],
): [DefinitionKind[], string[], string[]] => [
  versions.map(({ kind }) => kind),
  versions.map(({ id }) => id),
  versions.map(({ version }) => version),
];
