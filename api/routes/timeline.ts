import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { projectSubject } from '../../readmodel/subject-id.ts';
import { findSubject } from '../../readmodel/subjects.ts';
import { timelineOf } from '../../readmodel/timeline.ts';
import type { ApiDeps } from '../deps.ts';
import { projectNotFound } from '../errors.ts';
import { parseInput } from '../input.ts';
import { limitParam, numberCursor, pageOf } from '../paging.ts';
import { sightOfProject } from '../sight.ts';
import { timelineItem } from '../timeline-item.ts';
import { timelineRowFor } from '../withheld.ts';

const TimelineQuery = z.strictObject({ after: numberCursor.optional(), limit: limitParam });

/** A project's story from its beginning. */
export function timelineRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { pool } = deps;
  app.get<{ Params: { code: string } }>(
    '/projects/:code/timeline',
    { config: { right: 'seeProjects', query: TimelineQuery, answer: 'Page<TimelineItem>' } },
    async (request) => {
      const { code } = request.params;
      const { after, limit } = parseInput(TimelineQuery, request.query);
      const subject = projectSubject(code);
      const rows = await timelineOf(pool, subject, { after, limit: limit + 1 });
      if (rows.length === 0 && !(await findSubject(pool, subject))) throw projectNotFound(code);
      const sight = await sightOfProject(deps, request.identity, code);
      if (!sight) throw projectNotFound(code);
      const page = pageOf(rows, limit, { item: (row) => row, cursor: ({ id }) => String(id) });
      const seen = page.items.flatMap((row) => timelineRowFor(sight, row) ?? []);
      return { items: seen.map(timelineItem), next: page.next };
    },
  );
}
