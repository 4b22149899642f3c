import type { Assessment, Signal, Status } from '../domain/assessment.ts';
import type { Caveat } from '../domain/caveat.ts';
import type { Colour, Phase } from '../domain/definitions.ts';
import type { Instant } from '../domain/time.ts';
import type { NextRow } from './listed-columns.ts';
import { shownCondition, type SeenAlerts } from './alerts.ts';
import type { Queryable } from './pool.ts';
import { conditionsOf, whereOf, type ProjectFilter } from './project-filter.ts';
import { behind, orderBy, placeColumn, type Place, type ProjectSort } from './project-order.ts';

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
  caveat: Caveat | null;
  manager: string | null;
  /** The signal that gives the project its colour. */
  leading: Signal | null;
  sample: boolean;
  closed: boolean;
  revision: number;
  /** Domain time, as `assessedAt`. */
  nextChangeAt: Instant | null;
  assessedAt: Instant;
  deputy: string | null;
  /** The division leader. */
  patron: string | null;
  priority: string;
  /** Domain time. */
  colourSince: Instant;
  next: NextRow | null;
}

/** A project in a list, with where the list goes on after it. */
export interface ListedProject extends ProjectRow {
  place: Place;
  /** Open alerts by severity: those that the reader may see. */
  alerts: { red: number; yellow: number; blue: number };
}

/** A project with the whole of its last assessment. */
export interface Project extends ProjectRow {
  assessment: Assessment;
  registeredAt: Instant;
  /** Why it could not be assessed since, if so: what is shown is the last that could be. */
  fault: string | null;
}

const COLUMNS = `project_code as code, name, investor, snapshot.kind, status, phase, stage, colour,
  caveat, manager, deputy, patron, priority, leading_signal as leading, sample, subject.closed,
  subject.revision, colour_since as "colourSince", next_milestone as next,
  snapshot.next_change_at as "nextChangeAt", assessed_at as "assessedAt"`;

const FROM = `snapshot join (select id, closed, revision, registered_at, fault_message from subject)
  as subject on subject.id = snapshot.subject`;

// Of the page alone: it is joined after the rows are chosen.
const alertCounts = (
  restricted: string,
  handedTo: string,
): string => `(select json_build_object('red', count(*) filter (where severity = 'red'),
    'yellow', count(*) filter (where severity = 'yellow'),
    'blue', count(*) filter (where severity = 'blue'))
  from alert where alert.project_code = page.code and state <> 'closed'
    and ${shownCondition(restricted, handedTo)})`;

/** Which part of a list is asked for. */
export interface ProjectPart {
  sort?: ProjectSort;
  after?: Place | undefined;
  limit: number;
  /** Which of the restricted alerts are counted; none, without it. */
  alerts?: Pick<SeenAlerts, 'restricted' | 'handedTo'> | undefined;
}

/** Exactly those projects that fit every field given, in the order asked for, behind the place `after`. */
export async function listProjects(
  client: Queryable,
  filter: ProjectFilter,
  { sort = 'code', after, limit, alerts }: ProjectPart,
): Promise<ListedProject[]> {
  const { parts, values } = conditionsOf(filter);
  if (after) parts.push(behind(sort, after, values));
  const { restricted, handedTo } = alerts ?? { restricted: [], handedTo: [] };
  const counts = alertCounts(`$${values.push(restricted)}`, `$${values.push(handedTo)}`);
  const { rows } = await client.query<ListedProject>(
    `select page.*, ${counts} as alerts from (
       select ${COLUMNS}, ${placeColumn(sort)} as place from ${FROM} ${whereOf(parts)}
       ${orderBy(sort)} limit $${values.push(limit)}
     ) as page`,
    values,
  );
  return rows;
}

/** How many projects fit a filter. */
export async function countProjects(client: Queryable, filter: ProjectFilter): Promise<number> {
  const { parts, values } = conditionsOf(filter);
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from snapshot ${whereOf(parts)}`,
    values,
  );
  return rows[0]?.count ?? 0;
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
