import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { STATUSES } from '../../domain/assessment.ts';
import { COLOURS, PHASES } from '../../domain/definitions.ts';
import { findProject, listProjects, type ProjectRow } from '../../readmodel/projects.ts';
import { projectNotFound } from '../errors.ts';
import type { ApiDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import { limitParam, pageOf } from '../paging.ts';
import type { Page, ProjectDetail, ProjectSummary } from '../responses.ts';

const text = z.string().min(1).max(200).optional();

const ListQuery = z.strictObject({
  stage: text,
  phase: z.enum(['lead', ...PHASES]).optional(),
  colour: z.enum(COLOURS).optional(),
  manager: text,
  kind: text,
  status: z.enum(STATUSES).optional(),
  q: text,
  after: text,
  limit: limitParam,
});

/** Lists projects and shows one. */
export function projectRoutes(app: FastifyInstance, { pool }: ApiDeps): void {
  app.get('/projects', async (request): Promise<Page<ProjectSummary>> => {
    const { limit, after, ...filter } = parseInput(ListQuery, request.query);
    const rows = await listProjects(pool, filter, { after, limit: limit + 1 });
    return pageOf(rows, limit, { item: summaryOf, cursor: ({ code }) => code });
  });

  app.get<{ Params: { code: string } }>('/projects/:code', async (request) => {
    const { code } = request.params;
    const project = await findProject(pool, code);
    if (!project) throw projectNotFound(code);
    const { registeredAt, fault, assessment } = project;
    const detail: ProjectDetail = { ...summaryOf(project), registeredAt, fault, assessment };
    return detail;
  });
}

// Named one by one: a column that is added to the query is not thereby public.
const summaryOf = (row: ProjectRow): ProjectSummary => ({
  code: row.code,
  name: row.name,
  investor: row.investor,
  kind: row.kind,
  status: row.status,
  phase: row.phase,
  stage: row.stage,
  colour: row.colour,
  manager: row.manager,
  leading: row.leading,
  sample: row.sample,
  closed: row.closed,
  revision: row.revision,
  assessedAt: row.assessedAt,
  nextChangeAt: row.nextChangeAt,
});
