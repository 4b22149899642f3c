import type { Instant } from '../domain/time.ts';
import type { DefinitionKind } from '../schemas/definition-rows.ts';
import type { Queryable } from './pool.ts';

/** How long events took from their arrival to their settle; null where none came. */
export interface SettleLag {
  events: number;
  p50Ms: number | null;
  p95Ms: number | null;
  maxMs: number | null;
}

/** Of the facts that other systems brought within so many minutes; `clockOffsetMs` because facts arrive in domain time. */
export async function settleLag(
  client: Queryable,
  { minutes, clockOffsetMs }: { minutes: number; clockOffsetMs: number },
): Promise<SettleLag> {
  const { rows } = await client.query<SettleLag>(
    `with taken as (
       select extract(epoch from applied_at - event.arrived_at) * 1000 as ms
       from event join fact on fact.source = event.source and fact.fact_id = event.event_id
         and fact.subject = 'project/' || event.project_code
       where applied_at is not null and event.arrived_at >
         clock_timestamp() + $1 * interval '1 millisecond' - $2 * interval '1 minute')
     select count(*)::int as events,
       percentile_cont(0.5) within group (order by ms)::float8 as "p50Ms",
       percentile_cont(0.95) within group (order by ms)::float8 as "p95Ms",
       max(ms)::float8 as "maxMs"
     from taken`,
    [clockOffsetMs, minutes],
  );
  return rows[0] ?? { events: 0, p50Ms: null, p95Ms: null, maxMs: null };
}

/** How much there is of everything. */
export interface ParkCounts {
  projects: number;
  openProjects: number;
  events: number;
  people: number;
}

/** Counts of projects, events and people; of events as the sources were counted. */
export async function parkCounts(client: Queryable): Promise<ParkCounts> {
  const { rows } = await client.query<ParkCounts>(
    `select (select count(*) from snapshot)::int as projects,
       (select count(*) from snapshot where status not in ('completed', 'terminated'))::int
         as "openProjects",
       (select coalesce(sum(events), 0) from source)::int as events,
       (select count(*) from person)::int as people`,
  );
  return rows[0] ?? { projects: 0, openProjects: 0, events: 0, people: 0 };
}

/** A definition in force with how many open projects or rounds follow that id, in whatever version. */
export interface UsedDefinition {
  kind: DefinitionKind;
  id: string;
  version: string;
  hash: string;
  label: { zh: string; en: string };
  /** Null of a calendar: all do. */
  usedBy: number | null;
  /** Domain time. */
  since: Instant;
}

/** Every definition in force, by kind and id. */
export async function definitionsInUse(client: Queryable): Promise<UsedDefinition[]> {
  const { rows } = await client.query<UsedDefinition>(
    `with newest as (
       select distinct on (kind, slot) kind, id, version, at from (
         select *, case when kind = 'calendar' then '' else id end as slot
         from definition_in_force) as every
       order by kind, slot, generation desc
     ), used as (
       select 'lifecycle' as kind, assessment->'template'->>'id' as id, count(*) as projects
         from snapshot where status not in ('completed', 'terminated') group by 2
       union all
       select 'policy', assessment->'policy'->>'id', count(*)
         from snapshot where status not in ('completed', 'terminated') group by 2
       union all
       select 'approval', assessment->'template'->>'id', count(*)
         from approval_snapshot where not closed group by 2)
     select newest.kind, newest.id, newest.version, hash, body->'label' as label, at as since,
       case when newest.kind <> 'calendar' then coalesce(projects, 0)::int end as "usedBy"
     from newest join definition using (kind, id, version) left join used using (kind, id)
     order by newest.kind, newest.id`,
  );
  return rows;
}

/** The last migration that the database has. */
export async function schemaVersion(client: Queryable): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    'select name from schema_migration order by name desc limit 1',
  );
  return rows[0]?.name.replace('.sql', '') ?? '';
}
