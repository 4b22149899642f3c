import { Command } from 'commander';
import type { ApprovalDaysAnswer, DaysByHolder } from '../api/approval-responses.ts';
import { HOLDERS } from '../domain/approval/assessment.ts';
import type { Query } from './api-client.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { renderTable } from './table.ts';

/** `kaigong approval days`: the ledger of days by who had the next move. */
export function daysCommand(context: CliContext): Command {
  return new Command('days')
    .description('working days by who had the next move: of the portfolio, a project or an item')
    .option('--project <code>', 'of one project, item by item')
    .option('--item <id>', 'of one item, in all projects')
    .option('--authority <name>', 'of the items of one authority')
    .action(async (filters: Query, self: Command) => {
      const api = apiOf(context, self);
      const answer = await api.get<ApprovalDaysAnswer>('/approval-days', filters);
      const byItem = filters['project'] !== undefined || filters['item'] !== undefined;
      print(context, self, answer, () => tableOf(answer, byItem));
    });
}

function tableOf({ total, projects }: ApprovalDaysAnswer, byItem: boolean): string {
  if (projects.length === 0) return 'No day has been counted.';
  const head = ['project', byItem ? 'item' : 'name', ...HOLDERS, 'sum'];
  const rows = projects.flatMap(({ project, name, total: ofProject, items }) =>
    byItem
      ? items.map(({ item, name: label, days }) => [project, `${item} ${label.zh}`, ...cells(days)])
      : [[project, name, ...cells(ofProject)]],
  );
  return renderTable(head, [...rows, ['sum', '', ...cells(total)]]);
}

const cells = (days: DaysByHolder): number[] => {
  const counts = HOLDERS.map((holder) => days[holder] ?? 0);
  return [...counts, counts.reduce((sum, count) => sum + count, 0)];
};
