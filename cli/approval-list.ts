import { Command, Option } from 'commander';
import type { ApprovalSummary } from '../api/approval-responses.ts';
import { ITEM_STATES } from '../domain/approval/record.ts';
import { everyPage, type Query } from './api-client.ts';
import { leadingClock, usedOfAllowed } from './approval-clock.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { renderTable } from './table.ts';

/** `kaigong approval list`: approvals with the items that somebody has in hand. */
export function listCommand(context: CliContext): Command {
  return new Command('list')
    .description('list approvals with the items that somebody has in hand, or that are asked for')
    .option('--project <code>', 'of one project')
    .option('--authority <name>', 'with items of this authority')
    .addOption(new Option('--state <state>', 'with items in this state').choices(ITEM_STATES))
    .action(async (filters: Query, self: Command) => {
      const api = apiOf(context, self);
      const approvals = await everyPage<ApprovalSummary>(api, '/approvals', filters);
      print(context, self, approvals, () => tableOf(approvals));
    });
}

function tableOf(approvals: readonly ApprovalSummary[]): string {
  if (approvals.length === 0) return 'No approval fits.';
  const head = ['project', 'template', 'done', 'colour', 'item', '', 'state', 'days', 'holder'];
  const rows = approvals.flatMap(({ items, ...approval }) => {
    const first = headOf(approval);
    if (items.length === 0) return [[...first, '', '', '', '', '']];
    return items.map((item, at) => [
      ...(at === 0 ? first : first.map(() => '')),
      item.id,
      item.name.zh,
      item.state,
      usedOfAllowed(leadingClock(item)),
      item.holder,
    ]);
  });
  return renderTable(head, rows);
}

const headOf = ({ project, round, template, done, of, colour }: Omit<ApprovalSummary, 'items'>) => [
  round === 1 ? project : `${project} round ${round}`,
  `${template.id} ${template.version}`,
  `${done} of ${of}`,
  colour,
];
