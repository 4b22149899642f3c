import type { ListedProject, ProjectRow } from '../readmodel/projects.ts';
import type { ProjectListItem } from './page-responses.ts';
import type { ProjectSummary } from './responses.ts';
import type { Sight } from './sight.ts';
import { leadingFor } from './withheld.ts';

// Named one by one: a column that is added to the query is not thereby public.
/** A project as lists and its own page begin. */
export const summaryOf = (row: ProjectRow): ProjectSummary => ({
  code: row.code,
  name: row.name,
  investor: row.investor,
  kind: row.kind,
  status: row.status,
  phase: row.phase,
  stage: row.stage,
  colour: row.colour,
  caveat: row.caveat,
  manager: row.manager,
  leading: row.leading,
  sample: row.sample,
  closed: row.closed,
  revision: row.revision,
  assessedAt: row.assessedAt,
  nextChangeAt: row.nextChangeAt,
});

/** A project in the list of the page as a caller may see it. */
export const listItemFor = (
  sight: Sight,
  row: ListedProject,
  actions: string[],
): ProjectListItem => ({
  ...summaryOf({ ...row, leading: leadingFor(sight, row.code, row.leading) }),
  deputy: row.deputy,
  patron: row.patron,
  priority: row.priority,
  colourSince: row.colourSince,
  next: row.next,
  alerts: row.alerts,
  actions,
});
