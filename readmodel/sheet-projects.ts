import type { Assessment } from '../domain/assessment.ts';
import type { Caveat } from '../domain/caveat.ts';
import type { Registration } from '../domain/fact.ts';
import type { Queryable } from './pool.ts';

/** A project as lists and reports show it. */
export interface SheetProject {
  code: string;
  name: string;
  revision: number;
  closed: boolean;
  assessment: Assessment;
  /** Of its colour. */
  caveat: Caveat | null;
  investment: Registration['investment'] | null;
  /** What reports carry beside it, by field. */
  reportFields: Record<string, string>;
}

/** Code and name of every project, by code. */
export async function listProjectNames(
  client: Queryable,
): Promise<{ code: string; name: string }[]> {
  const { rows } = await client.query<{ code: string; name: string }>(
    'select project_code as code, name from snapshot order by project_code',
  );
  return rows;
}

/** These projects by code; those that are not registered are missing. */
export async function findSheetProjects(
  client: Queryable,
  codes: readonly string[],
): Promise<Map<string, SheetProject>> {
  const { rows } = await client.query<SheetProject>(
    `select snapshot.project_code as code, name, subject.revision, subject.closed, assessment, caveat,
       (select body -> 'data' -> 'registration' -> 'investment' from fact
        where fact.subject = snapshot.subject and type = 'command.register.v1'
          and applied_at is not null order by seq limit 1) as investment,
       coalesce((select json_object_agg(field, value) from report_field
        where report_field.project_code = snapshot.project_code), '{}') as "reportFields"
     from snapshot join subject on subject.id = snapshot.subject
     where snapshot.project_code = any($1)`,
    [codes],
  );
  return new Map(rows.map((row) => [row.code, row]));
}

/** Notes what reports say of a project beside what is decided; the last word counts. */
export async function saveReportField(
  client: Queryable,
  said: { project: string; field: string; value: string; by: string; at: string },
): Promise<void> {
  await client.query(
    `insert into report_field (project_code, field, value, said_by, said_at)
     values ($1, $2, $3, $4, $5)
     on conflict (project_code, field) do update
     set value = excluded.value, said_by = excluded.said_by, said_at = excluded.said_at`,
    [said.project, said.field, said.value, said.by, said.at],
  );
}

/** Codes of projects with an instruction given on one of these days, both included, by code. */
export async function codesInstructedBetween(
  client: Queryable,
  { from, to }: { from: string; to: string },
): Promise<string[]> {
  const { rows } = await client.query<{ code: string }>(
    `select project_code as code from snapshot
     where exists (select from jsonb_array_elements(assessment -> 'instructions') as instruction
       where instruction ->> 'on' between $1 and $2)
     order by project_code`,
    [from, to],
  );
  return rows.map(({ code }) => code);
}
