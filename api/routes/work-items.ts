import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { HOLDERS } from '../../domain/approval/assessment.ts';
import { listWorkItems, placeOfWorkItem, type WorkItem } from '../../readmodel/work-items.ts';
import type { WorkItemAnswer } from '../approval-responses.ts';
import type { ApiDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import { cursorOfPlace, limitParam, pageOf, placeIn } from '../paging.ts';
import type { Page } from '../responses.ts';
import { sightOf } from '../sight.ts';

const text = z.string().min(1).max(200).optional();

const place = z
  .string()
  .max(2_000)
  .transform(placeIn)
  .pipe(z.tuple([z.string(), z.string(), z.string()], 'expected the `next` of an earlier answer'))
  .transform(([due, subject, dutyId]) => ({ due, subject, dutyId }));

const WorkQuery = z.strictObject({
  authority: text,
  holder: z.enum(HOLDERS).optional(),
  project: text,
  manager: text,
  after: place.optional(),
  limit: limitParam,
});

/** What somebody has to do now in the approvals, the earliest due first. */
export function workItemRoutes(app: FastifyInstance, deps: ApiDeps): void {
  app.get(
    '/work-items',
    { config: { right: 'seeProjects', query: WorkQuery, answer: 'Page<WorkItemAnswer>' } },
    async (request): Promise<Page<WorkItemAnswer>> => {
      const { limit, after, ...filter } = parseInput(WorkQuery, request.query);
      const seen = await sightOf(deps, request.identity);
      const rows = await listWorkItems(deps.pool, { ...filter, seen }, { after, limit: limit + 1 });
      return pageOf(rows, limit, { item: answerOf, cursor: cursorOf });
    },
  );
}

function cursorOf(row: WorkItem): string {
  const { due, subject, dutyId } = placeOfWorkItem(row);
  return cursorOfPlace([due, subject, dutyId]);
}

// Named one by one: a column that is added to the query is not thereby public.
const answerOf = (row: WorkItem): WorkItemAnswer => ({
  id: row.id,
  project: row.projectCode,
  name: row.projectName,
  approvalRound: row.approvalRound,
  manager: row.manager,
  kind: row.kind,
  item: row.item,
  round: row.round,
  detail: row.detail,
  holder: row.holder,
  authority: row.authority,
  since: row.since,
  due: row.due,
  words: row.words,
  openedAt: row.openedAt,
});
