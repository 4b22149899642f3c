import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { countProjects, findProject, listProjects } from '../../readmodel/projects.ts';
import { together } from '../../readmodel/pool.ts';
import { projectNotFound } from '../errors.ts';
import type { ApiDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import type { ProjectList } from '../page-responses.ts';
import { limitParam, pageOf } from '../paging.ts';
import { listItemOf, summaryOf } from '../project-item.ts';
import { cursorOf, filterParams, orderParams, placeOf } from '../project-query.ts';
import type { ProjectDetail } from '../responses.ts';
import { sightOf } from '../sight.ts';

const ListQuery = z.strictObject({ ...filterParams, ...orderParams, limit: limitParam });

/** Lists projects and shows one. */
export function projectRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { pool } = deps;
  app.get(
    '/projects',
    { config: { right: 'seeProjects', query: ListQuery, answer: 'ProjectList' } },
    async (request): Promise<ProjectList> => {
      const { limit, after, sort, ...given } = parseInput(ListQuery, request.query);
      const filter = { ...given, seen: await sightOf(deps, request.identity) };
      const place = placeOf(sort, after);
      const [rows, total] = await together([
        listProjects(pool, filter, { sort, after: place, limit: limit + 1 }),
        countProjects(pool, filter),
      ]);
      const cursor = (row: (typeof rows)[number]) => cursorOf(sort, row.place);
      return { ...pageOf(rows, limit, { item: (row) => listItemOf(row), cursor }), total };
    },
  );

  app.get<{ Params: { code: string } }>(
    '/projects/:code',
    { config: { right: 'seeProjects', answer: 'ProjectDetail' } },
    async (request): Promise<ProjectDetail> => {
      const { code } = request.params;
      const project = await findProject(pool, code);
      if (!project) throw projectNotFound(code);
      const { registeredAt, fault, assessment } = project;
      return { ...summaryOf(project), registeredAt, fault, assessment };
    },
  );
}
