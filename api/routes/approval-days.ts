import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { heldDays, type HeldDays } from '../../readmodel/approval-days.ts';
import type { ApprovalDaysAnswer, DaysByHolder } from '../approval-responses.ts';
import type { ApiDeps } from '../deps.ts';
import { parseInput } from '../input.ts';

const text = z.string().min(1).max(200).optional();
const DaysQuery = z.strictObject({ project: text, item: text, authority: text });

/** The ledger of days by holder: of an item, a project, an authority or the whole portfolio. */
export function approvalDaysRoutes(app: FastifyInstance, { pool }: ApiDeps): void {
  app.get('/approval-days', async (request): Promise<ApprovalDaysAnswer> => {
    const rows = await heldDays(pool, parseInput(DaysQuery, request.query));
    const projects = groups(rows, ({ projectCode }) => projectCode).map((ofProject) => ({
      project: ofProject[0].projectCode,
      name: ofProject[0].projectName,
      total: sumOf(ofProject),
      items: groups(ofProject, ({ round, item }) => `${round}/${item}`).map((ofItem) => ({
        round: ofItem[0].round,
        item: ofItem[0].item,
        name: ofItem[0].itemName,
        authority: ofItem[0].authority,
        days: sumOf(ofItem),
      })),
    }));
    return { total: sumOf(rows), projects };
  });
}

function sumOf(rows: readonly HeldDays[]): DaysByHolder {
  const sum: DaysByHolder = {};
  for (const { holder, days } of rows) sum[holder] = (sum[holder] ?? 0) + days;
  return sum;
}

type Group = [HeldDays, ...HeldDays[]];

// In the order of the first of each.
function groups(rows: readonly HeldDays[], keyOf: (row: HeldDays) => string): Group[] {
  const byKey = new Map<string, Group>();
  for (const row of rows) {
    const group = byKey.get(keyOf(row));
    if (group) group.push(row);
    else byKey.set(keyOf(row), [row]);
  }
  return [...byKey.values()];
}
