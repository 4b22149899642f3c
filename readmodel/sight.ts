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

/** The condition of SQL under which a work item is addressed to one of some departments; a joint address such as 住建/行业 is of each. */
export const addressedCondition = (departments: string): string =>
  `(cardinality(${departments}::text[]) > 0 and (authority = any(${departments})
    or (authority ~ '[+/]'
      and string_to_array(translate(authority, '+', '/'), '/') && ${departments})))`;

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

/** In the pipeline, with a post for one of the people, asked of a department, named, or with an alert handed to one of the people. */
export async function sightCases(client: Queryable, seekers: Seekers): Promise<SightCase[]> {
  const { people, departments, projects } = seekers;
  const { rows } = await client.query<CaseRow>(
    `with asked as (
       select project_code, array_agg(distinct authority) as authorities from ${ASKED}
         and ${addressedCondition('$2')}
       group by project_code
     ), handed as (
       select distinct project_code from alert
       where state <> 'closed' and delegated_to = any($1)
     )
     select ${COLUMNS}, coalesce(asked.authorities, '{}') as authorities,
       handed.project_code is not null as handed
     from snapshot left join asked using (project_code) left join handed using (project_code)
     where status = 'pipeline' or manager = any($1) or deputy = any($1) or patron = any($1)
       or asked.authorities is not null or handed.project_code is not null
       or project_code = any($3::text[])`,
    [people, departments, projects],
  );
  return rows.map(caseOf);
}

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
  return rows[0] && caseOf(rows[0]);
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

const caseOf = (row: CaseRow): SightCase => ({ ...row, posts: postsOf(row) });

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
