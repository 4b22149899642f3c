import type { Assessment, Signal, Status } from '../domain/assessment.ts';
import type { Colour, Phase } from '../domain/definitions.ts';
import type { Instant } from '../domain/time.ts';
import type { Queryable } from './pool.ts';

/** A line of the list of projects. */
export interface ProjectRow {
  code: string;
  name: string;
  investor: string;
  kind: string;
  status: Status;
  phase: Phase | 'lead';
  stage: string;
  colour: Colour | null;
  manager: string | null;
  /** The signal that gives the project its colour. */
  leading: Signal | null;
  sample: boolean;
  closed: boolean;
  revision: number;
  /** Domain time, as `assessedAt`. */
  nextChangeAt: Instant | null;
  assessedAt: Instant;
}

/** A project with the whole of its last assessment. */
export interface Project extends ProjectRow {
  assessment: Assessment;
  registeredAt: Instant;
  /** Why it could not be assessed since, if so: what is shown is the last that could be. */
  fault: string | null;
}

/** What a list is narrowed to; `q` is looked for in code, name and investor. */
export interface ProjectFilter {
  stage?: string | undefined;
  phase?: string | undefined;
  colour?: string | undefined;
  manager?: string | undefined;
  kind?: string | undefined;
  status?: string | undefined;
  q?: string | undefined;
}

const COLUMNS = `project_code as code, name, assessment->>'investor' as investor, snapshot.kind,
  status, phase, stage, colour, manager,
  (select signal from jsonb_array_elements(assessment->'signals') as signal
   where signal->>'id' = assessment->>'leading' limit 1) as leading,
  coalesce((assessment->>'sample')::boolean, false) as sample, subject.closed, subject.revision,
  snapshot.next_change_at as "nextChangeAt", assessed_at as "assessedAt"`;

const FROM = `snapshot join (select id, closed, revision, registered_at, fault_message from subject)
  as subject on subject.id = snapshot.subject`;

const EQUAL_COLUMNS = {
  stage: 'stage',
  phase: 'phase',
  colour: 'colour',
  manager: 'manager',
  kind: 'snapshot.kind',
  status: 'status',
} as const;

/** Projects by code, after the code `after`; exactly those that fit every field given. */
export async function listProjects(
  client: Queryable,
  filter: ProjectFilter,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<ProjectRow[]> {
  const { where, values } = conditions(filter, after);
  const { rows } = await client.query<ProjectRow>(
    `select ${COLUMNS} from ${FROM} ${where}
     order by project_code limit $${values.length + 1}`,
    [...values, limit],
  );
  return rows;
}

/** One project by its code; `undefined` while nobody has registered it. */
export async function findProject(client: Queryable, code: string): Promise<Project | undefined> {
  const { rows } = await client.query<Project>(
    `select ${COLUMNS}, assessment, registered_at as "registeredAt", fault_message as fault
     from ${FROM} where project_code = $1`,
    [code],
  );
  return rows[0];
}

function conditions(filter: ProjectFilter, after: string | undefined) {
  const parts: string[] = [];
  const values: string[] = [];
  const add = (value: string | undefined, condition: (place: string) => string) => {
    if (value === undefined) return;
    values.push(value);
    parts.push(condition(`$${values.length}`));
  };
  for (const [field, column] of Object.entries(EQUAL_COLUMNS)) {
    add(filter[field as keyof typeof EQUAL_COLUMNS], (place) => `${column} = ${place}`);
  }
  add(filter.q, (place) => contains(place));
  add(after, (place) => `project_code > ${place}`);
  return { where: parts.length > 0 ? `where ${parts.join(' and ')}` : '', values };
}

// position() takes the text as it is: no wildcard needs escaping.
const contains = (place: string): string =>
  `position(lower(${place}) in lower(concat_ws(' ', project_code, name, assessment->>'investor'))) > 0`;
