import type { RightsCase } from '../domain/rights.ts';
import type { Queryable } from './pool.ts';

/** The projects that lists show: only some, or all but some. */
export interface SeenProjects {
  /** Null: all. */
  only: readonly string[] | null;
  except: readonly string[];
}

/** Every project. */
export const ALL_PROJECTS: SeenProjects = { only: null, except: [] };

/** The condition of SQL under which a project's code is seen, and its two values, in that order. */
export const seenCondition = (code: string, [only, except]: readonly [string, string]): string =>
  `(${only}::text[] is null or ${code} = any(${only})) and ${code} <> all(${except}::text[])`;

/** The condition of SQL under which what came under a code (a column with the name of its table) may be shown: the code is of a project that is seen, or of none that is registered. */
export const knowableCondition = (code: string, values: readonly [string, string]): string =>
  `(${code} is null or ${seenCondition(code, values)}
    or not exists (select from snapshot as registered where registered.project_code = ${code}))`;

/** Values for `seenCondition` and `knowableCondition`. */
export const seenValues = ({ only, except }: SeenProjects): [string[] | null, string[]] => [
  only && [...only],
  [...except],
];

/** The condition of SQL under which something is addressed to one of some departments; a joint address such as 住建/行业 is of each. */
export const addressedCondition = (departments: string, authority = 'authority'): string =>
  `(cardinality(${departments}::text[]) > 0 and (${authority} = any(${departments})
    or ((${authority} like '%/%' or ${authority} like '%+%')
      and string_to_array(translate(${authority}, '+', '/'), '/') && ${departments})))`;

/** A project as far as it decides who sees it. */
export interface SightCase extends RightsCase {
  pipeline: boolean;
  /** One of its alerts was delegated to one of the people. */
  handed: boolean;
}

/** Whom a search for projects is about. */
export interface Seekers {
  people: readonly string[];
  departments: readonly string[];
  /** Codes of own projects. */
  projects: readonly string[];
}

/** Projects that are alike to those who look for them: with one answer to who of them may see it. */
export interface AlikeProjects extends Omit<SightCase, 'code'> {
  /** Of an own project, which is like no other. */
  code: string | null;
  codes: string[];
}

/**
 * In the pipeline, with a post for one of the people, asked of a department, named, or with an alert
 * handed to one of the people; put together by what concerns these, since of thousands of projects
 * there are a few dozen kinds.
 */
export async function alikeProjects(
  client: Queryable,
  { people, departments, projects }: Seekers,
): Promise<AlikeProjects[]> {
  const { rows } = await client.query<
    Omit<CaseRow, 'code'> & Pick<AlikeProjects, 'code' | 'codes'>
  >(
    `with asked as (
       select project_code, array_agg(distinct authority order by authority) as authorities
       from ${ASKED} and ${addressedCondition('$2')} group by project_code
     ), handed as (
       select distinct project_code from alert
       where state <> 'closed' and delegated_to = any($1)
     )
     select code, pipeline, manager, deputy, patron, authorities, handed,
       array_agg(project_code) as codes
     from (select project_code, status = 'pipeline' as pipeline, ${AMONG('manager')},
         ${AMONG('deputy')}, ${AMONG('patron')}, coalesce(asked.authorities, '{}') as authorities,
         handed.project_code is not null as handed,
         case when project_code = any($3::text[]) then project_code end as code
       from snapshot left join asked using (project_code) left join handed using (project_code)
     ) as every
     where pipeline or handed or authorities <> '{}'
       or coalesce(manager, deputy, patron, code) is not null
     group by code, pipeline, manager, deputy, patron, authorities, handed`,
    [people, departments, projects],
  );
  return rows.map((row) => ({ ...row, posts: postsOf(row) }));
}

// Nobody else's post decides what these people see.
const AMONG = (post: string): string => `case when ${post} = any($1) then ${post} end as ${post}`;

/** One project as somebody may see it; `undefined` while nobody has registered it. */
export async function sightCase(
  client: Queryable,
  code: string,
  person: string,
): Promise<SightCase | undefined> {
  const { rows } = await client.query<CaseRow>(
    `select ${COLUMNS}, exists (select from alert where alert.project_code = snapshot.project_code
         and state <> 'closed' and delegated_to = $2) as handed, array(select distinct authority from ${ASKED}
         and work_item.project_code = snapshot.project_code) as authorities
     from snapshot where project_code = $1`,
    [code, person],
  );
  const [row] = rows;
  return row && { ...row, posts: postsOf(row) };
}

/** Who is asked in the running approvals of some projects, by code; of whom nobody is asked, nothing. */
export async function authoritiesAsked(
  client: Queryable,
  codes: readonly string[],
): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ code: string; authorities: string[] }>(
    `select project_code as code, array_agg(distinct authority) as authorities from ${ASKED}
       and project_code = any($1) group by project_code`,
    [codes],
  );
  return new Map(rows.map(({ code, authorities }) => [code, authorities]));
}

/** The codes of registered projects among some that somebody does not see. */
export async function hiddenAmong(
  client: Queryable,
  codes: readonly string[],
  seen: SeenProjects,
): Promise<string[]> {
  const { rows } = await client.query<{ code: string }>(
    `select code from unnest($1::text[]) as given (code) where not ${knowableCondition('given.code', ['$2', '$3'])}`,
    [codes, ...seenValues(seen)],
  );
  return rows.map(({ code }) => code);
}

/** To whom an item of a project is addressed in the rounds of its approval. */
export async function authoritiesOfItem(
  client: Queryable,
  { code, item }: { code: string; item: string },
): Promise<string[]> {
  const { rows } = await client.query<{ authority: string }>(
    `select distinct item->>'authority' as authority
     from approval_snapshot, jsonb_array_elements((assessment->'items')::jsonb) as item
     where project_code = $1 and item->>'id' = $2`,
    [code, item],
  );
  return rows.map(({ authority }) => authority);
}

// Whoever has answered sees it until all is done: what they have stopped they must be able to resume.
const ASKED = `work_item join
    (select subject, complete or closed as over from approval_snapshot) as round using (subject)
  where (closed_at is null or not over)`;

const COLUMNS = `project_code as code, status = 'pipeline' as pipeline, manager, deputy, patron`;

interface CaseRow {
  code: string;
  pipeline: boolean;
  manager: string | null;
  deputy: string | null;
  patron: string | null;
  authorities: string[];
  handed: boolean;
}

/** The posts of a row that are held. */
export const postsOf = ({
  manager,
  deputy,
  patron,
}: Pick<CaseRow, 'manager' | 'deputy' | 'patron'>): RightsCase['posts'] => ({
  ...(manager !== null && { manager }),
  ...(deputy !== null && { deputy }),
  ...(patron !== null && { patron }),
});
