import type { Caveat } from '../domain/caveat.ts';
import type { Colour, Label } from '../domain/definitions.ts';
import type { Day, Instant } from '../domain/time.ts';
import type { Queryable } from './pool.ts';
import { conditionsOf, whereOf, type ProjectFilter } from './project-filter.ts';

/** How many projects stand where, by phase, stage and colour. */
export interface CountRow {
  phase: string;
  stage: string;
  colour: Colour | 'grey';
  count: number;
}

/** Projects that fit a filter, counted; a combination that nobody has is left out. */
export async function countByColour(client: Queryable, filter: ProjectFilter): Promise<CountRow[]> {
  const { parts, values } = conditionsOf(filter);
  const { rows } = await client.query<CountRow>(
    `select phase, stage, coalesce(colour, 'grey') as colour, count(*)::int as count
     from snapshot ${whereOf(parts)} group by phase, stage, coalesce(colour, 'grey')`,
    values,
  );
  return rows;
}

/** A milestone that is due soon. */
export interface AheadRow {
  project: string;
  projectName: string;
  colour: Colour | null;
  caveat: Caveat | null;
  manager: string | null;
  milestone: string;
  label: Label;
  due: Day;
  expected: Day | null;
  redLine: boolean;
}

/** Milestones that are due on one of these days, by day, then project; `total` counts those beyond `limit` too. */
export async function milestonesAhead(
  client: Queryable,
  filter: ProjectFilter,
  { days, limit }: { days: readonly Day[]; limit: number },
): Promise<{ total: number; items: AheadRow[] }> {
  const { parts, values } = conditionsOf(filter);
  const wanted = `$${values.push(days)}`;
  const where = whereOf([...parts, `open_days && ${wanted}`]);
  const { rows } = await client.query<AheadRow & { total: number }>(
    `with due as (
       select subject, day, count(*) over () as total
       from snapshot, unnest(array(select distinct unnest(open_days))) as day
       ${where} and day = any(${wanted})
       order by day, project_code limit $${values.push(limit)})
     select project_code as project, name as "projectName", colour, caveat, manager,
       one->>'code' as milestone, one->'label' as label, due.day as due, one->>'expected' as expected,
       (one->>'redLine')::bool as "redLine", total::int
     from due join snapshot using (subject), jsonb_path_query(assessment,
       '$.milestones[*] ? (@.due == $day && (@.state == "open" || @.state == "reported"))',
       jsonb_build_object('day', due.day)) as one
     order by due.day, project_code, milestone`,
    values,
  );
  return { total: rows[0]?.total ?? 0, items: rows.map(aheadOf) };
}

const aheadOf = ({
  project,
  projectName,
  colour,
  caveat,
  manager,
  ...row
}: AheadRow): AheadRow => ({
  ...{ project, projectName, colour, caveat, manager },
  ...{ milestone: row.milestone, label: row.label },
  ...{ due: row.due, expected: row.expected, redLine: row.redLine },
});

/** Projects that changed from one colour to another between two of the moments asked for. */
interface ShiftRow {
  /** Before the moment of this number, counted from 0, and not before an earlier one. */
  nth: number;
  /** Null: nobody knew of them. */
  from: Colour | 'grey' | null;
  to: Colour | 'grey';
  count: number;
}

/** How many projects had each colour just before each of these rising moments (domain time), by what the timelines tell. */
export async function coloursBefore(
  client: Queryable,
  filter: ProjectFilter,
  moments: readonly Instant[],
): Promise<{ colour: Colour | 'grey'; count: number }[][]> {
  const { parts, values } = conditionsOf(filter);
  const chosen =
    parts.length > 0 ? `and subject in (select subject from snapshot ${whereOf(parts)})` : '';
  const { rows } = await client.query<ShiftRow>(
    `select width_bucket(at, $${values.push(moments)}::timestamptz[]) as nth, from_value as "from",
       to_value as "to", count(*)::int as count
     from timeline where kind = 'colourChanged' ${chosen}
     group by nth, from_value, to_value`,
    values,
  );
  return moments.map((_, nth) =>
    rows
      .filter((row) => row.nth <= nth)
      .flatMap(({ from, to, count }) => [
        { colour: to, count },
        ...(from === null ? [] : [{ colour: from, count: -count }]),
      ]),
  );
}

/** What holds projects up: an upstream project, an authority or utility, or a cause that people have named. */
export interface Blocker {
  kind: 'project' | 'authority' | 'cause';
  /** Project code, the authority's name, or a word of `Cause`. */
  id: string;
  /** Of a project. */
  name: string | null;
  /** How many projects it holds up. */
  projects: number;
  /** Their days late by it, summed: calendar days. */
  projectDays: number;
  /** The projects, most days first, at most 5. */
  worst: { project: string; name: string; days: number }[];
}

const WORST = 5;

/** What makes projects late, the most project-days first; a project counts once for each blocker, with the longest that it waits for it. */
export async function worstRisks(
  client: Queryable,
  filter: ProjectFilter,
  { today, limit }: { today: Day; limit: number },
): Promise<Blocker[]> {
  const { parts, values } = conditionsOf(filter);
  const where = whereOf([...parts, 'risks is not null']);
  const { rows } = await client.query<Blocker>(
    `with risk as (
       select risk.kind, risk.id, project_code as project, name,
         max(coalesce(days, $${values.push(today)}::date - since::date, 0)) as days
       from snapshot, jsonb_to_recordset(risks) as risk (kind text, id text, days int, since text)
       ${where} group by risk.kind, risk.id, project_code, name
     ), ranked as (
       select *, row_number() over (partition by kind, id order by days desc, project) as place
       from risk where days > 0)
     select kind, id, (select name from snapshot where ranked.kind = 'project' and project_code = ranked.id) as name,
       count(*)::int as projects, sum(days)::int as "projectDays",
       json_agg(json_build_object('project', project, 'name', name, 'days', days) order by place)
         filter (where place <= ${WORST}) as worst
     from ranked group by kind, id order by sum(days) desc, kind, id limit $${values.push(limit)}`,
    values,
  );
  return rows;
}
