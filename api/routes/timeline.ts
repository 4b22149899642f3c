import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { projectSubject } from '../../readmodel/subject-id.ts';
import { findSubject } from '../../readmodel/subjects.ts';
import { timelineOf } from '../../readmodel/timeline.ts';
import type { ApiDeps } from '../deps.ts';
import { projectNotFound } from '../errors.ts';
import { parseInput } from '../input.ts';
import { limitParam, numberCursor, pageOf } from '../paging.ts';
import { timelineItem } from '../timeline-item.ts';

const TimelineQuery = z.strictObject({ after: numberCursor.optional(), limit: limitParam });

/** A project's story from its beginning. */
export function timelineRoutes(app: FastifyInstance, { pool }: ApiDeps): void {
  app.get<{ Params: { code: string } }>(
    '/projects/:code/timeline',
    { config: { right: 'seeProjects' } },
    async (request) => {
      const { code } = request.params;
      const { after, limit } = parseInput(TimelineQuery, request.query);
      const subject = projectSubject(code);
      const rows = await timelineOf(pool, subject, { after, limit: limit + 1 });
      if (rows.length === 0 && !(await findSubject(pool, subject))) throw projectNotFound(code);
      return pageOf(rows, limit, { item: timelineItem, cursor: ({ id }) => String(id) });
    },
  );
}
