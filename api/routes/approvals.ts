import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ItemAssessment } from '../../domain/approval/assessment.ts';
import { ITEM_STATES } from '../../domain/approval/record.ts';
import {
  approvalRounds,
  listApprovals,
  type ApprovalPlace,
  type ApprovalRow,
  type ListedApprovalRow,
} from '../../readmodel/approvals.ts';
import { projectSubject } from '../../readmodel/subject-id.ts';
import { findSubject } from '../../readmodel/subjects.ts';
import { itemsToday } from '../../settlement/approvals-today.ts';
import type { ApprovalSummary, ItemBrief } from '../approval-responses.ts';
import type { ApiDeps } from '../deps.ts';
import { projectNotFound } from '../errors.ts';
import { parseInput } from '../input.ts';
import type { ApprovalList } from '../page-responses.ts';
import { limitParam, pageOf } from '../paging.ts';
import { sightOf } from '../sight.ts';

const text = z.string().min(1).max(200).optional();

const CURSOR = /^(\d) (\d{4}-\d{2}-\d{2}) ([^/]+)\/(\d{1,6})$/;

const placeCursor = z
  .string()
  .regex(CURSOR, 'expected the `next` of an earlier answer')
  .transform((cursor): ApprovalPlace => {
    const [, rank, due = '', project = '', round] = CURSOR.exec(cursor) ?? [];
    return { rank: Number(rank), due, project, round: Number(round) };
  });

const ListQuery = z.strictObject({
  project: text,
  authority: text,
  state: z.enum(ITEM_STATES).optional(),
  after: placeCursor.optional(),
  limit: limitParam,
});

/** Lists approvals with the items that are asked for, or that somebody has in hand. */
export function approvalListRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { pool } = deps;

  app.get(
    '/approvals',
    { config: { right: 'seeProjects', query: ListQuery, answer: 'ApprovalList' } },
    async (request): Promise<ApprovalList> => {
      const { limit, after, ...filter } = parseInput(ListQuery, request.query);
      const seen = await sightOf(deps, request.identity);
      const asked = { after, limit: limit + 1 };
      const { rows, total } = await listApprovals(pool, { ...filter, seen }, asked);
      const today = await itemsToday(deps, rows);
      return { ...pageOf(rows, limit, { item: summaryWith(today), cursor: cursorOf }), total };
    },
  );

  app.get<{ Params: { code: string } }>(
    '/projects/:code/approvals',
    { config: { right: 'seeProjects', answer: '{ items: ApprovalSummary[] }' } },
    async (request): Promise<{ items: ApprovalSummary[] }> => {
      const { code } = request.params;
      const rows = await approvalRounds(pool, code);
      if (rows.length === 0 && !(await findSubject(pool, projectSubject(code)))) {
        throw projectNotFound(code);
      }
      const today = await itemsToday(deps, rows);
      return { items: rows.map(summaryWith(today)) };
    },
  );
}

const cursorOf = ({ rank, due, projectCode, round }: ListedApprovalRow): string =>
  `${rank} ${due} ${projectCode}/${round}`;

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
