import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { HOLDERS } from '../../domain/approval/assessment.ts';
import { isAddressed } from '../../domain/rights.ts';
import { approvalItems, type ApprovalItems } from '../../readmodel/approval-items.ts';
import { itemsToday } from '../../settlement/approvals-today.ts';
import type { ApprovalDaysAnswer, DaysByHolder } from '../approval-responses.ts';
import type { ApiDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import { sees, sightOf } from '../sight.ts';

const text = z.string().min(1).max(200).optional();
const DaysQuery = z.strictObject({ project: text, item: text, authority: text });
type DaysQuery = z.output<typeof DaysQuery>;

/** The ledger of days by holder: of an item, a project, an authority or the whole portfolio. */
export function approvalDaysRoutes(app: FastifyInstance, deps: ApiDeps): void {
  app.get(
    '/approval-days',
    { config: { right: 'seeProjects', query: DaysQuery, answer: 'ApprovalDaysAnswer' } },
    async (request): Promise<ApprovalDaysAnswer> => {
      const query = parseInput(DaysQuery, request.query);
      const sight = await sightOf(deps, request.identity);
      const all = await approvalItems(deps.pool, query.project);
      const approvals = all.filter(({ projectCode }) => sees(sight, projectCode));
      const today = await itemsToday(deps, approvals);
      const rows = approvals.flatMap((approval) =>
        daysOf({ ...approval, items: today.get(approval.subject) ?? approval.items }, query),
      );
      const names = new Map(rows.map(({ project, projectName }) => [project, projectName]));
      const projects = [...names].map(([project, name]) => {
        const own = rows.filter((row) => row.project === project);
        return { project, name, total: sumOf(own), items: own.map(itemOf) };
      });
      return { total: sumOf(rows), projects };
    },
  );
}

// What nobody has had in hand yet says nothing.
const daysOf = (approval: ApprovalItems, { item, authority }: DaysQuery) =>
  approval.items
    .filter((one) => item === undefined || one.id === item)
    .filter((one) => authority === undefined || isAddressed([authority], one.authority))
    .filter(({ holderDays }) => Object.keys(holderDays).length > 0)
    .map(({ id, name, authority: by, holderDays }) => ({
      project: approval.projectCode,
      projectName: approval.projectName,
      round: approval.round,
      item: id,
      name,
      authority: by,
      days: holderDays,
    }));

const itemOf = ({ round, item, name, authority, days }: ReturnType<typeof daysOf>[number]) => ({
  ...{ round, item, name, authority, days },
});

function sumOf(rows: readonly { days: DaysByHolder }[]): DaysByHolder {
  const sums = HOLDERS.map((holder) => {
    const sum = rows.reduce((total, { days }) => total + (days[holder] ?? 0), 0);
    return [holder, sum] as const;
  });
  return Object.fromEntries(sums.filter(([, sum]) => sum > 0));
}
