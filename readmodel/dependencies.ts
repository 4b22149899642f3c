import type { FactData, Registration } from '../domain/fact.ts';
import type { Queryable } from './pool.ts';

/** What a dependant is told of a milestone; a change of any field is worth telling. */
export type ToldDate = FactData['upstream.date.v1'];

/** Another project that waits for a milestone of this one. */
export interface Dependant {
  /** Its project code. */
  dependant: string;
  milestone: string;
  gates: string;
  told: ToldDate | null;
}

// Any number other than that of the migrations.
const LOCK = 5_211_302;

/** Those who wait for a project. */
export async function dependantsOf(client: Queryable, upstream: string): Promise<Dependant[]> {
  const { rows } = await client.query<Dependant>(
    {
      name: 'dependants',
      text: `select dependant, milestone, gates, told from dependency where upstream = $1
        order by dependant, milestone, gates`,
    },
    [upstream],
  );
  return rows;
}

/** Notes what dependants of one milestone were told last. */
export async function markDateTold(
  client: Queryable,
  { upstream, dependant, milestone }: { upstream: string; dependant: string; milestone: string },
  told: ToldDate,
): Promise<void> {
  await client.query(
    'update dependency set told = $4 where upstream = $1 and dependant = $2 and milestone = $3',
    [upstream, dependant, milestone, JSON.stringify(told)],
  );
}

/** Lets one registration at a time check for cycles, until its transaction ends. */
export async function lockDependencies(client: Queryable): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
}

/**
 * Codes from `dependant` back to itself if waiting for `upstreams` closed a circle, else none.
 * Right only under `lockDependencies`.
 */
export async function findCycle(
  client: Queryable,
  dependant: string,
  upstreams: readonly string[],
): Promise<string[] | undefined> {
  const { rows } = await client.query<{ path: string[] }>(
    `with recursive walk (at, path) as (
       select code, array[$1, code] from unnest($2::text[]) as code
       union all
       select dependency.upstream, walk.path || dependency.upstream
       from walk join dependency on dependency.dependant = walk.at
       where walk.at <> $1 and not dependency.upstream = any(walk.path[2:])
     )
     select path from walk where at = $1 order by cardinality(path) limit 1`,
    [dependant, upstreams],
  );
  return rows[0]?.path;
}

/** Adds a project's edges to those that it waits for. */
export async function addDependencies(
  client: Queryable,
  { code, dependencies }: Pick<Registration, 'code' | 'dependencies'>,
): Promise<void> {
  if (dependencies.length === 0) return;
  await client.query(
    `insert into dependency (dependant, upstream, milestone, gates, type, lag_days)
     select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::int[])
     on conflict do nothing`,
    [
      code,
      dependencies.map(({ on }) => on),
      dependencies.map(({ milestone }) => milestone),
      dependencies.map(({ gates }) => gates),
      dependencies.map(({ type }) => type),
      dependencies.map(({ lagDays }) => lagDays),
    ],
  );
}
