import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ItemAssessment } from '../../domain/approval/assessment.ts';
import { ITEM_STATES } from '../../domain/approval/record.ts';
import { listApprovals, type ApprovalPlace, type ApprovalRow } from '../../readmodel/approvals.ts';
import { projectSubject } from '../../readmodel/subject-id.ts';
import { findSubject } from '../../readmodel/subjects.ts';
import { itemsToday } from '../../settlement/approvals-today.ts';
import type { ApprovalSummary, ItemBrief } from '../approval-responses.ts';
import type { ApiDeps } from '../deps.ts';
import { projectNotFound } from '../errors.ts';
import { parseInput } from '../input.ts';
import { limitParam, pageOf } from '../paging.ts';
import type { Page } from '../responses.ts';
import { sightOf } from '../sight.ts';

const text = z.string().min(1).max(200).optional();

const placeCursor = z
  .string()
  .regex(/^[^/]+\/\d{1,6}$/, 'expected the `next` of an earlier answer')
  .transform((cursor): ApprovalPlace => {
    const [project = '', round] = cursor.split('/');
    return { project, round: Number(round) };
  });

const ListQuery = z.strictObject({
  project: text,
  authority: text,
  state: z.enum(ITEM_STATES).optional(),
  after: placeCursor.optional(),
  limit: limitParam,
});

const MOST_ROUNDS = 1_000;

/** Lists approvals with the items that are asked for, or that somebody has in hand. */
export function approvalListRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { pool } = deps;

  app.get(
    '/approvals',
    { config: { right: 'seeProjects', query: ListQuery, answer: 'Page<ApprovalSummary>' } },
    async (request): Promise<Page<ApprovalSummary>> => {
      const { limit, after, ...filter } = parseInput(ListQuery, request.query);
      const seen = await sightOf(deps, request.identity);
      const rows = await listApprovals(pool, { ...filter, seen }, { after, limit: limit + 1 });
      const cursor = ({ projectCode, round }: ApprovalRow) => `${projectCode}/${round}`;
      const today = await itemsToday(deps, rows);
      return pageOf(rows, limit, { item: summaryWith(today), cursor });
    },
  );

  app.get<{ Params: { code: string } }>(
    '/projects/:code/approvals',
    { config: { right: 'seeProjects', answer: '{ items: ApprovalSummary[] }' } },
    async (request): Promise<{ items: ApprovalSummary[] }> => {
      const { code } = request.params;
      const rows = await listApprovals(pool, { project: code }, { limit: MOST_ROUNDS });
      if (rows.length === 0 && !(await findSubject(pool, projectSubject(code)))) {
        throw projectNotFound(code);
      }
      const today = await itemsToday(deps, rows);
      return { items: rows.map(summaryWith(today)) };
    },
  );
}

// The days of the items as of today, for those that were asked for.
const summaryWith = (today: Map<string, ItemAssessment[]>) => (row: ApprovalRow) => {
  const fresh = new Map(today.get(row.subject)?.map((item) => [item.id, item]));
  return summaryOf({ ...row, items: row.items.map((item) => fresh.get(item.id) ?? item) });
};

// Named one by one: a column that is added to the query is not thereby public.
const summaryOf = (row: ApprovalRow): ApprovalSummary => ({
  project: row.projectCode,
  name: row.name,
  round: row.round,
  phase: row.phase,
  template: row.template,
  status: row.status,
  colour: row.colour,
  complete: row.complete,
  closed: row.closed,
  sample: row.sample,
  manager: row.manager,
  revision: row.revision,
  assessedAt: row.assessedAt,
  nextChangeAt: row.nextChangeAt,
  of: row.of,
  done: row.done,
  items: row.items.map(briefOf),
});

const briefOf = (item: ItemAssessment): ItemBrief => ({
  id: item.id,
  name: item.name,
  stage: item.stage,
  authority: item.authority,
  state: item.state,
  round: item.round,
  ...(item.holder && { holder: item.holder }),
  colour: item.colour,
  clocks: item.clocks,
  waitsFor: item.waitsFor,
  critical: item.critical,
});
