import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { countProjects, findProject, listProjects } from '../../readmodel/projects.ts';
import { together } from '../../readmodel/pool.ts';
import { actionsOn } from '../actions.ts';
import { listActions } from '../list-actions.ts';
import { projectNotFound } from '../errors.ts';
import type { ApiDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import type { ProjectList } from '../page-responses.ts';
import { limitParam, pageOf } from '../paging.ts';
import { listItemFor, summaryOf } from '../project-item.ts';
import { cursorOf, filterParams, orderParams, placeOf } from '../project-query.ts';
import type { ProjectDetail } from '../responses.ts';
import { sightOf, sightOfProject } from '../sight.ts';
import { alertsSeen, assessmentFor, leadingFor } from '../withheld.ts';

const ListQuery = z.strictObject({ ...filterParams, ...orderParams, limit: limitParam });

/** Lists projects and shows one. */
export function projectRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { pool } = deps;
  app.get(
    '/projects',
    { config: { right: 'seeProjects', query: ListQuery, answer: 'ProjectList' } },
    async (request): Promise<ProjectList> => {
      const { limit, after, sort, ...given } = parseInput(ListQuery, request.query);
      const seen = await sightOf(deps, request.identity);
      const filter = { ...given, seen };
      const place = placeOf(sort, after);
      const [rows, total] = await together([
        listProjects(pool, filter, {
          sort,
          after: place,
          limit: limit + 1,
          alerts: alertsSeen(seen),
        }),
        countProjects(pool, filter),
      ]);
      const actions = await listActions(deps, request.identity, rows);
      const item = (row: (typeof rows)[number]) => listItemFor(seen, row, actions(row));
      const cursor = (row: (typeof rows)[number]) => cursorOf(sort, row.place);
      return { ...pageOf(rows, limit, { item, cursor }), total };
    },
  );

  app.get<{ Params: { code: string } }>(
    '/projects/:code',
    { config: { right: 'seeProjects', answer: 'ProjectDetail' } },
    async (request): Promise<ProjectDetail> => {
      const { code } = request.params;
      const project = await findProject(pool, code);
      const sight = await sightOfProject(deps, request.identity, code);
      if (!project || !sight) throw projectNotFound(code);
      const { registeredAt, fault } = project;
      const assessment = assessmentFor(sight, project.assessment);
      const leading = leadingFor(sight, code, project.leading);
      const actions = await actionsOn(deps, request.identity, project.assessment);
      return { ...summaryOf({ ...project, leading }), registeredAt, fault, assessment, actions };
    },
  );
}
